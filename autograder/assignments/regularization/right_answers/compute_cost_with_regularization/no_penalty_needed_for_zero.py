import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    cost = compute_cost(A3, Y)
    if lambd == 0:
        return cost
    m = float(Y.shape[1])
    return cost + lambd * 0.5 / m * sum([np.sum(parameters["W%i" % i] ** 2.0) for i in range(1, 4)])
