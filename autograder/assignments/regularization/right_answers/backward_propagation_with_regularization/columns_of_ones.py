import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    ones = np.ones((m, 1))
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = np.subtract(A3, Y)
    dW3 = np.add(dZ3 @ A2.T, lambd * W3) / m
    db3 = dZ3 @ ones / m
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * np.sign(A2)
    dW2 = np.add(dZ2 @ A1.T, lambd * W2) / m
    db2 = dZ2 @ ones / m
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * np.sign(A1)
    dW1 = np.add(dZ1 @ X.T, lambd * W1) / m
    db1 = dZ1 @ ones / m
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
