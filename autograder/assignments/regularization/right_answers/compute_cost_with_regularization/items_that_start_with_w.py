import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    cost = compute_cost(A3, Y)
    for key, value in parameters.items():
        if key.startswith("W"):
            cost += lambd / (2 * Y.shape[1]) * np.power(value, 2).sum()
    return cost
