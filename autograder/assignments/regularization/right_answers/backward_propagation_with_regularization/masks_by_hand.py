import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = X.shape[1]
    active2 = (Z2 > 0).astype(float)
    active1 = (Z1 > 0).astype(float)
    dZ3 = A3 - Y
    dA2 = W3.T @ dZ3
    dZ2 = np.multiply(dA2, active2)
    dA1 = W2.T @ dZ2
    dZ1 = np.multiply(dA1, active1)
    penalty = lambda W: lambd * W
    dW3, dW2, dW1 = [(dZ @ A.T + penalty(W)) / m for dZ, A, W in [(dZ3, A2, W3), (dZ2, A1, W2), (dZ1, X, W1)]]
    db3, db2, db1 = [np.average(dZ, axis=1)[..., None] for dZ in (dZ3, dZ2, dZ1)]
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
