import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = X.shape[1]
    stack = [(1, X, W1, None), (2, A1, W2, Z1), (3, A2, W3, Z2)]
    dZ, out = A3 - Y, {"dZ3": A3 - Y}
    while stack:
        l, A, W, Z = stack.pop()
        out["dW%d" % l] = np.dot(dZ, A.T) / m + np.multiply(W, lambd / m)
        out["db%d" % l] = np.sum(dZ / m, axis=1, keepdims=True)
        if Z is not None:
            out["dA%d" % (l - 1)] = np.dot(W.T, dZ)
            dZ = out["dZ%d" % (l - 1)] = out["dA%d" % (l - 1)] * (Z > 0)
    return out
