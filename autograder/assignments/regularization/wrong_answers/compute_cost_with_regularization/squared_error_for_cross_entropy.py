"""
fails = ["cost_without_penalty_is_the_cross_entropy", "cost_without_penalty_is_the_cross_entropy_for_other_networks"]
hint = "The first part of the cost is the cross-entropy, as compute_cost gives it."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = (np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"])))
    return np.mean((A3 - Y) ** 2) + lambd / (2 * m) * squares
