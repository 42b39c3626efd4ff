"""
fails = ["lambd_adds_the_l2_penalty", "lambd_adds_the_l2_penalty_for_other_networks"]
hint = "The penalty adds the squares up; it does not average over them."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = np.mean(np.square(parameters["W1"])) + np.mean(np.square(parameters["W2"])) + np.mean(np.square(parameters["W3"]))
    return compute_cost(A3, Y) + lambd / (2 * m) * squares
