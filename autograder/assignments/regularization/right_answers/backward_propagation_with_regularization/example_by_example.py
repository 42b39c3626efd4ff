import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dW1, dW2, dW3 = lambd / m * W1, lambd / m * W2, lambd / m * W3
    db1, db2, db3 = np.zeros(b1.shape), np.zeros(b2.shape), np.zeros(b3.shape)
    for k in range(m):
        z3 = A3[:, k] - Y[:, k]
        z2 = W3.T.dot(z3) * (A2[:, k] > 0)
        z1 = W2.T.dot(z2) * (A1[:, k] > 0)
        dW3 = dW3 + np.outer(z3, A2[:, k]) / m
        dW2 = dW2 + np.outer(z2, A1[:, k]) / m
        dW1 = dW1 + np.outer(z1, X[:, k]) / m
        db3 += z3[:, np.newaxis] / m
        db2 += z2[:, np.newaxis] / m
        db1 += z1[:, np.newaxis] / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2, "dW3": dW3, "db3": db3}
