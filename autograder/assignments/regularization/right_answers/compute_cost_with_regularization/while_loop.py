import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = len(Y[0])
    l = 1
    penalty = 0
    while "W" + str(l) in parameters:
        penalty += (np.abs(parameters["W" + str(l)]) ** 2).sum()
        l += 1
    return compute_cost(A3, Y) + penalty * (lambd / (2 * m))
