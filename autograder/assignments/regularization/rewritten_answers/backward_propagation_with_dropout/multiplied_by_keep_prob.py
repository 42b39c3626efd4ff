import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):

    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = X.shape[1]
    dZ3 = A3 - Y
    dA2 = np.multiply(np.dot(W3.T, dZ3), D2) * keep_prob
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dA1 = np.multiply(np.dot(W2.T, dZ2), D1) * keep_prob
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    return {
        "dA1": dA1, "dA2": dA2, "dZ1": dZ1, "dZ2": dZ2, "dZ3": dZ3,
        "dW1": np.dot(dZ1, X.T) / m, "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
        "dW2": np.dot(dZ2, A1.T) / m, "db2": np.sum(dZ2, axis=1, keepdims=True) / m,
        "dW3": np.dot(dZ3, A2.T) / m, "db3": np.sum(dZ3, axis=1, keepdims=True) / m,
    }
