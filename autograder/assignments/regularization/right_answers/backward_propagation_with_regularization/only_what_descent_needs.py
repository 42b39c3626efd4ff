import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dZ2 = (W3.T @ dZ3) * (Z2 > 0)
    dZ1 = (W2.T @ dZ2) * (Z1 > 0)
    return {
        "dW1": (dZ1 @ X.T + lambd * W1) / m,
        "dW2": (dZ2 @ A1.T + lambd * W2) / m,
        "dW3": (dZ3 @ A2.T + lambd * W3) / m,
        "db1": dZ1.sum(axis=1, keepdims=True) / m,
        "db2": dZ2.sum(axis=1, keepdims=True) / m,
        "db3": dZ3.sum(axis=1, keepdims=True) / m,
    }
