import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = X.shape[1]
    dZ3 = A3 - Y
    dW3, db3 = dZ3 @ A2.T / m, np.sum(dZ3, axis=1, keepdims=True) / m
    # One thinned weight matrix for each example.
    thin3 = W3.T[:, :, None] * D2[:, None, :] / keep_prob
    dA2 = np.sum(thin3 * dZ3[None, :, :], axis=1)
    dZ2 = dA2 * (Z2 > 0)
    dW2, db2 = dZ2 @ A1.T / m, np.sum(dZ2, axis=1, keepdims=True) / m
    thin2 = W2.T[:, :, None] * D1[:, None, :] / keep_prob
    dA1 = np.sum(thin2 * dZ2[None, :, :], axis=1)
    dZ1 = dA1 * (Z1 > 0)
    dW1, db1 = dZ1 @ X.T / m, np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
