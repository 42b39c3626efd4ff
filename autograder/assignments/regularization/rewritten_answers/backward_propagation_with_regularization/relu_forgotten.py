import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = Y.shape[1]
    dZ3 = np.subtract(A3, Y)
    dZ2 = np.matmul(np.transpose(W3), dZ3)
    dZ1 = np.matmul(np.transpose(W2), dZ2)
    out = {}
    for l, dZ, A, W in ((3, dZ3, A2, W3), (2, dZ2, A1, W2), (1, dZ1, X, W1)):
        out[f"dW{l}"] = (np.matmul(dZ, np.transpose(A)) + lambd * W) / m
        out[f"db{l}"] = np.sum(dZ, axis=1).reshape(-1, 1) / m
    return out
