import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):

    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = X.shape[1]
    dZ3 = A3 - Y
    dA2 = W3.T @ dZ3
    dA2[D2 == 1] = 0
    dA2 = dA2 / keep_prob
    dZ2 = dA2 * (A2 > 0)
    dA1 = W2.T @ dZ2
    dA1[D1 == 1] = 0
    dA1 = dA1 / keep_prob
    dZ1 = dA1 * (A1 > 0)
    return {
        "dW1": dZ1 @ X.T / m, "db1": dZ1.mean(1, keepdims=True), "dA1": dA1, "dZ1": dZ1,
        "dW2": dZ2 @ A1.T / m, "db2": dZ2.mean(1, keepdims=True), "dA2": dA2, "dZ2": dZ2,
        "dW3": dZ3 @ A2.T / m, "db3": dZ3.mean(1, keepdims=True), "dZ3": dZ3,
    }
