import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):

    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    dZ = A3 - Y
    out = {"dW3": np.einsum("ik,jk->ij", dZ, A2), "db3": dZ.sum(axis=1)[:, None]}
    dZ = W3.T.dot(dZ) * D2 / keep_prob * (Z2 > 0)
    out |= {"dW2": np.einsum("ik,jk->ij", dZ, A1), "db2": dZ.sum(axis=1)[:, None]}
    dZ = W2.T.dot(dZ) * D1 / keep_prob * (Z1 > 0)
    out |= {"dW1": np.einsum("ik,jk->ij", dZ, X), "db1": dZ.sum(axis=1)[:, None]}
    return out
