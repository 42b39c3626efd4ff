import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = X.shape[1]
    dZ3 = A3 - Y
    dA2 = np.einsum("oi,om,im->im", W3, dZ3, D2) / keep_prob
    dZ2 = dA2 * (A2 > 0)
    dA1 = np.einsum("oi,om,im->im", W2, dZ2, D1) / keep_prob
    dZ1 = dA1 * (A1 > 0)
    dW3, dW2, dW1 = (np.einsum("om,im->oi", dZ, A) / m for dZ, A in ((dZ3, A2), (dZ2, A1), (dZ1, X)))
    db3, db2, db1 = (np.einsum("om->o", dZ)[:, None] / m for dZ in (dZ3, dZ2, dZ1))
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
