import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = sum(np.sum(parameters[name] ** 2) for name in ["W1", "W2", "W3"])
    return compute_cost(A3, Y) + lambd / (2 * m) * squares
