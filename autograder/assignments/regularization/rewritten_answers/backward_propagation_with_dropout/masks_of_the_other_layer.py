import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):

    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = Y.shape[1]
    dZ3 = A3 - Y
    dA2 = np.dot(W3.T, dZ3)
    dA2 *= D1
    dA2 /= keep_prob
    dZ2 = dA2 * (A2 > 0)
    dA1 = np.dot(W2.T, dZ2)
    dA1 *= D2
    dA1 /= keep_prob
    dZ1 = dA1 * (A1 > 0)
    out = {}
    for l, dZ, A in ((1, dZ1, X), (2, dZ2, A1), (3, dZ3, A2)):
        out[f"dW{l}"] = dZ @ A.T / m
        out[f"db{l}"] = np.mean(dZ, axis=1, keepdims=True)
    return out
