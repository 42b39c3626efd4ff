import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = X.shape[1]
    e3 = (A3 - Y).T
    e2 = e3 @ W3 * (Z2.T > 0)
    e1 = e2 @ W2 * (Z1.T > 0)
    return {
        "dW3": (A2 @ e3).T / m + lambd * W3 / m, "db3": e3.sum(axis=0)[:, None] / m,
        "dW2": (A1 @ e2).T / m + lambd * W2 / m, "db2": e2.sum(axis=0)[:, None] / m,
        "dW1": (X @ e1).T / m + lambd * W1 / m, "db1": e1.sum(axis=0)[:, None] / m,
    }
