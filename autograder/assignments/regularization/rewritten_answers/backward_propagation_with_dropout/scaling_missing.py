import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):

    (_, D1, A1, W1, _, _, D2, A2, W2, _, _, A3, W3, _) = cache
    scale = 1 / X.shape[1]
    d3 = A3 - Y
    d2 = np.where((A2 > 0) & (D2 != 0), W3.T @ d3, 0)
    d1 = np.where((A1 > 0) & (D1 != 0), W2.T @ d2, 0)
    return {
        "dW3": scale * d3 @ A2.T, "db3": scale * d3.sum(axis=1, keepdims=True),
        "dW2": scale * d2 @ A1.T, "db2": scale * d2.sum(axis=1, keepdims=True),
        "dW1": scale * d1 @ X.T, "db1": scale * d1.sum(axis=1, keepdims=True),
    }
