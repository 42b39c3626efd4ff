"""
fails = ["lambd_adds_the_l2_penalty", "lambd_adds_the_l2_penalty_for_other_networks"]
hint = "How many weight matrices are there? Count the terms of your sum."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = np.sum(np.square(parameters["W1"]))
    return compute_cost(A3, Y) + lambd / (2 * m) * squares
