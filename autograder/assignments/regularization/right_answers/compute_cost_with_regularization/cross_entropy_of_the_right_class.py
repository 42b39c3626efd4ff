import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    right = np.where(Y == 1, A3, 1 - A3)
    data = -np.mean(np.log(right))
    prior = np.sum([np.sum(parameters[f"W{l}"] ** 2) for l in (1, 2, 3)])
    return data + lambd * prior / (2 * Y.shape[1])
