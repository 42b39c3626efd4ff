import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    gradients = dict(backward_propagation(X, Y, cache))
    for l, W in enumerate((cache[2], cache[6], cache[10]), start=1):
        gradients[f"dW{l}"] += lambd * W / np.prod(W.shape)
    return gradients
