"""
fails = ["cost_without_penalty_is_the_cross_entropy", "cost_without_penalty_is_the_cross_entropy_for_other_networks"]
hint = "The cross-entropy has natural logarithms."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = (np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"])))
    return -np.sum(Y * np.log2(A3) + (1 - Y) * np.log2(1 - A3)) / m + lambd / (2 * m) * squares
