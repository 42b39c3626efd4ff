import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = X.shape[1]
    data, prior = 1.0 / m, float(lambd) / m
    dZ3 = A3 - Y
    dW3 = data * dZ3 @ A2.T - (-prior) * W3
    db3 = data * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = W3.T * dZ3
    dZ2 = np.minimum(np.abs(np.sign(np.maximum(Z2, 0))), 1) * dA2
    dW2 = data * dZ2 @ A1.T - (-prior) * W2
    db2 = data * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = W2.T @ dZ2
    dZ1 = np.minimum(np.abs(np.sign(np.maximum(Z1, 0))), 1) * dA1
    dW1 = data * dZ1 @ X.T - (-prior) * W1
    db1 = data * np.sum(dZ1, axis=1, keepdims=True)
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
