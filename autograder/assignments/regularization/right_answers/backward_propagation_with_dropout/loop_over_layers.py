import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    A, W, D = {0: X, 1: A1, 2: A2}, {1: W1, 2: W2, 3: W3}, {1: D1, 2: D2}
    gradients = {"dZ3": A3 - Y}
    for l in range(3, 0, -1):
        dZ = gradients[f"dZ{l}"]
        gradients[f"dW{l}"] = dZ @ A[l - 1].T / m
        gradients[f"db{l}"] = np.sum(dZ, axis=1, keepdims=True) / m
        if l > 1:
            gradients[f"dA{l - 1}"] = W[l].T @ dZ * D[l - 1] / keep_prob
            gradients[f"dZ{l - 1}"] = gradients[f"dA{l - 1}"] * (A[l - 1] > 0)
    return gradients
