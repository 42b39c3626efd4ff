import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    ones = np.ones((1, m))
    entropy = -(Y * np.log(A3) + (1 - Y) * np.log(1 - A3)) @ ones.T / m
    for l in range(3):
        entropy = entropy + lambd / (2 * m) * np.sum(parameters["W" + str(l + 1)] ** 2)
    return entropy
