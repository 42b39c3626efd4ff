import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = X.shape[1]
    dZ3 = A3 - Y
    dZ2 = W3.T @ dZ3 * D2 / keep_prob * (Z2 > 0)
    dZ1 = W2.T @ dZ2 * D1 / keep_prob * (Z1 > 0)
    return {
        "dW3": dZ3 @ A2.T / m, "db3": dZ3.mean(axis=1, keepdims=True),
        "dW2": dZ2 @ A1.T / m, "db2": dZ2.mean(axis=1, keepdims=True),
        "dW1": dZ1 @ X.T / m, "db1": dZ1.mean(axis=1, keepdims=True),
    }
