import numpy as np


def dropout(A, keep_prob):
    mask = np.random.rand(*A.shape) < keep_prob
    return mask, np.divide(np.multiply(A, mask), keep_prob)


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    cache = ()
    A = X
    for l in (1, 2):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        Z = W @ A + b
        D, A = dropout(relu(Z), keep_prob)
        cache += (Z, D, A, W, b)
    W, b = parameters["W3"], parameters["b3"]
    Z = W @ A + b
    A = sigmoid(Z)
    return A, cache + (Z, A, W, b)
