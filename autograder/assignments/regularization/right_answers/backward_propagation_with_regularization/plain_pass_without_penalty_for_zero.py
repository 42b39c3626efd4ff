import numpy as np


def backward_propagation_with_regularization(inputs, labels, cache, lam):
    gradients = backward_propagation(inputs, labels, cache)
    if not lam:
        return gradients
    count = inputs.shape[1]
    weights = {"dW1": cache[2], "dW2": cache[6], "dW3": cache[10]}
    return {name: value + lam * weights[name] / count if name in weights else value for name, value in gradients.items()}
