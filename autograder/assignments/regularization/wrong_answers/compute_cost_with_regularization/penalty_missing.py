"""
fails = [
    "lambd_adds_the_l2_penalty",
    "biases_cost_nothing",
    "lambd_adds_the_l2_penalty_for_other_networks",
    "biases_cost_nothing_for_other_networks",
]
hint = "The penalty is 0 here. Is it really 0 in your formula? A double slash cuts the fraction off."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = (np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"])))
    return compute_cost(A3, Y)
