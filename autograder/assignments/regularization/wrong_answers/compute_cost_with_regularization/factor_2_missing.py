"""
fails = ["lambd_adds_the_l2_penalty", "lambd_adds_the_l2_penalty_for_other_networks"]
hint = "Put lambd = 1, m = 1 and a single weight of 1 into your formula: the penalty should be one half."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = (np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"])))
    return compute_cost(A3, Y) + lambd / m * squares
