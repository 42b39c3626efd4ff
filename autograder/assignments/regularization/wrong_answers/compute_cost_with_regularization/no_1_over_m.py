"""
fails = ["lambd_adds_the_l2_penalty", "lambd_adds_the_l2_penalty_for_other_networks"]
hint = "The penalty is divided by m, the number of examples. Is it in your formula, and is it the number of columns?"
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = (np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"])))
    return compute_cost(A3, Y) + lambd / 2 * squares
