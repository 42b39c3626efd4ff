import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = X.shape[1]
    dZ3 = A3 - Y
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = dA2 * (A2 > 0)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = dA1 * (A1 > 0)
    result = {
        "dW3": np.dot(dZ3, A2.T) / m + lambd * W3 / m, "db3": np.sum(dZ3, axis=1, keepdims=True) / m,
        "dW2": np.dot(dZ2, A1.T) / m + lambd * W2 / m, "db2": np.sum(dZ2, axis=1, keepdims=True) / m,
        "dW1": np.dot(dZ1, X.T) / m + lambd * W1 / m, "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
    }
    return {name: value.tolist() for name, value in result.items()}
