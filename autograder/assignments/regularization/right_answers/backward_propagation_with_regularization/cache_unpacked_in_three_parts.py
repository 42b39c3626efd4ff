import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    (Z1, A1, W1, b1), (Z2, A2, W2, b2), (Z3, A3, W3, b3) = cache[:4], cache[4:8], cache[8:]
    inv = 1 / X.shape[1]
    dZ3 = A3 - Y
    dA2 = np.tensordot(W3, dZ3, axes=(0, 0))
    dZ2 = dA2 * (A2 != 0)
    dA1 = np.tensordot(W2, dZ2, axes=(0, 0))
    dZ1 = dA1 * (A1 != 0)
    dW3 = inv * (np.inner(dZ3, A2) + lambd * W3)
    dW2 = inv * (np.inner(dZ2, A1) + lambd * W2)
    dW1 = inv * (np.inner(dZ1, X) + lambd * W1)
    db3, db2, db1 = (inv * np.add.reduce(dZ, axis=1, keepdims=True) for dZ in (dZ3, dZ2, dZ1))
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
