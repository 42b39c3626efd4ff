import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    activations = [X, cache[1], cache[5], cache[9]]
    weights = [None, cache[2], cache[6], cache[10]]
    gradients = {}
    dZ = activations[3] - Y
    for l in (3, 2, 1):
        gradients["dZ" + str(l)] = dZ
        gradients["dW" + str(l)] = (dZ @ activations[l - 1].T + lambd * weights[l]) / m
        gradients["db" + str(l)] = dZ.sum(axis=1, keepdims=True) / m
        if l > 1:
            dA = weights[l].T @ dZ
            gradients["dA" + str(l - 1)] = dA
            dZ = dA * (activations[l - 1] > 0)
    return gradients
