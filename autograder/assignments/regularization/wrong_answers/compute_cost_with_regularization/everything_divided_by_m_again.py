"""
fails = ["cost_without_penalty_is_the_cross_entropy", "cost_without_penalty_is_the_cross_entropy_for_other_networks"]
hint = "compute_cost has divided by m already."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = (np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"])))
    return (compute_cost(A3, Y) + lambd / 2 * squares) / m
