import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = X.shape[1]
    grads = {"dW1": 0 * W1, "db1": 0 * b1, "dW2": 0 * W2, "db2": 0 * b2, "dW3": 0 * W3, "db3": 0 * b3}
    for k in range(m):
        z3 = A3[:, [k]] - Y[:, [k]]
        z2 = W3.T @ z3 * D2[:, [k]] / keep_prob * (A2[:, [k]] > 0)
        z1 = W2.T @ z2 * D1[:, [k]] / keep_prob * (A1[:, [k]] > 0)
        for name, z, a in (("3", z3, A2), ("2", z2, A1), ("1", z1, X)):
            grads["dW" + name] = grads["dW" + name] + z @ a[:, [k]].T / m
            grads["db" + name] = grads["db" + name] + z / m
    return grads
