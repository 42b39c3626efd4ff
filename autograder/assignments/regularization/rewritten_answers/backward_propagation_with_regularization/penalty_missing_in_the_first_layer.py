import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3 = cache
    factor = 1.0 / X.shape[1]
    delta = A3 - Y
    dW3, db3 = factor * (delta @ A2.T + lambd * W3), factor * delta.sum(1, keepdims=True)
    delta = (W3.T @ delta) * np.int64(Z2 > 0)
    dW2, db2 = factor * (delta @ A1.T + lambd * W2), factor * delta.sum(1, keepdims=True)
    delta = (W2.T @ delta) * np.int64(Z1 > 0)
    dW1, db1 = factor * (delta @ X.T), factor * delta.sum(1, keepdims=True)
    return dict(dW1=dW1, db1=db1, dW2=dW2, db2=db2, dW3=dW3, db3=db3)
