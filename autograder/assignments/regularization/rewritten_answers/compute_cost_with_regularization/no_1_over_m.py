import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    cross_entropy = compute_cost(A3, Y)
    penalty = 0
    for l in (1, 2, 3):
        penalty += np.linalg.norm(parameters[f"W{l}"]) ** 2
    return cross_entropy + 0.5 * lambd * penalty
