import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    L = len(parameters) // 2
    m = A3.shape[1]
    total = 0
    for l in range(1, L + 1):
        total = total + np.sum(np.square(parameters["W" + str(l)]))
    return compute_cost(A3, Y) + lambd * total / m / 2
