import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    plain = backward_propagation(X, Y, cache)
    m = X.shape[1]
    for place, name in ((2, "dW1"), (3, "db1"), (6, "dW2"), (7, "db2"), (10, "dW3"), (11, "db3")):
        plain[name] = plain[name] + lambd * cache[place] / m
    return plain
