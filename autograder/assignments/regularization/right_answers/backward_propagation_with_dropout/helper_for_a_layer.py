import numpy as np


def through_dropout(dA, D, keep_prob):
    return dA * D / keep_prob


def through_linear(dZ, A, W):
    m = A.shape[1]
    return dZ @ A.T / m, np.sum(dZ, axis=1, keepdims=True) / m, W.T @ dZ


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3, db3, dA2 = through_linear(dZ3, A2, W3)
    dA2 = through_dropout(dA2, D2, keep_prob)
    dZ2 = dA2 * (A2 > 0)
    dW2, db2, dA1 = through_linear(dZ2, A1, W2)
    dA1 = through_dropout(dA1, D1, keep_prob)
    dZ1 = dA1 * (A1 > 0)
    dW1, db1, _ = through_linear(dZ1, X, W1)
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
