"""
fails = ["lambd_adds_the_l2_penalty", "lambd_adds_the_l2_penalty_for_other_networks"]
hint = "First square each weight, then add up: the order matters."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = np.sum(parameters["W1"]) ** 2 + np.sum(parameters["W2"]) ** 2 + np.sum(parameters["W3"]) ** 2
    return compute_cost(A3, Y) + lambd / (2 * m) * squares
