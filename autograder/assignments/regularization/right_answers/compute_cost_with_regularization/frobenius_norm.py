import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    penalty = 0
    for i in range(1, 4):
        penalty += np.linalg.norm(parameters["W%d" % i]) ** 2
    return compute_cost(A3, Y) + penalty * lambd / (2 * A3.shape[1])
