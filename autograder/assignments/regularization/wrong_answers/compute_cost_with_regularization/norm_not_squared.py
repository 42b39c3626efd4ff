"""
fails = ["lambd_adds_the_l2_penalty", "lambd_adds_the_l2_penalty_for_other_networks"]
hint = "np.linalg.norm takes a square root at the end."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = np.linalg.norm(parameters["W1"]) + np.linalg.norm(parameters["W2"]) + np.linalg.norm(parameters["W3"])
    return compute_cost(A3, Y) + lambd / (2 * m) * squares
