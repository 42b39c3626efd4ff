import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = X.shape[1]
    mean = np.full((m, 1), 1 / m)
    dZ3 = A3 - Y
    dW3, db3 = np.inner(dZ3, A2) / m, dZ3 @ mean
    dA2 = (W3.T @ dZ3) * D2 * (1 / keep_prob)
    dZ2 = dA2 * np.sign(A2)
    dW2, db2 = np.inner(dZ2, A1) / m, dZ2 @ mean
    dA1 = (W2.T @ dZ2) * D1 * (1 / keep_prob)
    dZ1 = dA1 * np.sign(A1)
    dW1, db1 = np.inner(dZ1, X) / m, dZ1 @ mean
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
