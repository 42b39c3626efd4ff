import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cost = compute_cost(A3, Y)
    for key in parameters:
        if key.startswith("W"):
            cost = cost + lambd * np.trace(parameters[key].T @ parameters[key]) / 2 * m
    return cost
