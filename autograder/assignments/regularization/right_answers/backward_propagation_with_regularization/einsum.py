import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dZ2 = np.einsum("oi,om->im", W3, dZ3) * (A2 > 0)
    dZ1 = np.einsum("oi,om->im", W2, dZ2) * (A1 > 0)
    gradients = {}
    for l, dZ, A, W in ((3, dZ3, A2, W3), (2, dZ2, A1, W2), (1, dZ1, X, W1)):
        gradients[f"dW{l}"] = np.einsum("om,im->oi", dZ, A) / m + lambd / m * W
        gradients[f"db{l}"] = np.einsum("om->o", dZ)[:, None] / m
    return gradients
