import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    _, A1, W1, _, _, A2, W2, _, _, A3, W3, _ = cache
    n = Y.shape[1]
    e3 = A3 - Y
    e2 = np.where(A2 > 0, np.dot(W3.T, e3), 0)
    e1 = np.where(A1 > 0, np.dot(W2.T, e2), 0)
    return {
        "dW1": np.dot(e1, X.T) / n + lambd * W1, "db1": e1.mean(axis=1, keepdims=True),
        "dW2": np.dot(e2, A1.T) / n + lambd * W2, "db2": e2.mean(axis=1, keepdims=True),
        "dW3": np.dot(e3, A2.T) / n + lambd * W3, "db3": e3.mean(axis=1, keepdims=True),
    }
