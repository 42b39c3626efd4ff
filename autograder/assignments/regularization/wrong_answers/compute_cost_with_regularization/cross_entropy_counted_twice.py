"""
fails = ["cost_without_penalty_is_the_cross_entropy", "cost_without_penalty_is_the_cross_entropy_for_other_networks"]
hint = "Is the cross-entropy already in what you add up?"
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cost = compute_cost(A3, Y)
    squares = (np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"])))
    return cost + (cost + lambd / (2 * m) * squares)
