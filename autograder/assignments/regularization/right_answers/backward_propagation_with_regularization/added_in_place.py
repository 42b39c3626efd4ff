import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = np.dot(dZ3, A2.T)
    dW3 += lambd * W3
    dW3 /= m
    db3 = np.sum(dZ3, axis=1, keepdims=True)
    db3 /= m
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = dA2.copy()
    dZ2 *= A2 > 0
    dW2 = np.dot(dZ2, A1.T)
    dW2 += lambd * W2
    dW2 /= m
    db2 = np.sum(dZ2, axis=1, keepdims=True)
    db2 /= m
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = dA1.copy()
    dZ1 *= A1 > 0
    dW1 = np.dot(dZ1, X.T)
    dW1 += lambd * W1
    dW1 /= m
    db1 = np.sum(dZ1, axis=1, keepdims=True)
    db1 /= m
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
