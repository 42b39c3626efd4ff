import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):

    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    m = float(Y.size)
    dZ3 = A3 - Y
    dZ2 = dA2 = W3.T @ dZ3 * (D2 / keep_prob)
    dZ1 = dA1 = W2.T @ dZ2 * (D1 / keep_prob)
    return dict(
        dZ3=dZ3, dA2=dA2, dZ2=dZ2, dA1=dA1, dZ1=dZ1,
        dW3=dZ3 @ A2.T / m, dW2=dZ2 @ A1.T / m, dW1=dZ1 @ X.T / m,
        db3=dZ3.sum(1, keepdims=True) / m, db2=dZ2.sum(1, keepdims=True) / m, db1=dZ1.sum(1, keepdims=True) / m,
    )
