"""
fails = [
    "cost_without_penalty_is_the_cross_entropy",
    "lambd_adds_the_l2_penalty",
    "biases_cost_nothing",
    "cost_without_penalty_is_the_cross_entropy_for_other_networks",
    "lambd_adds_the_l2_penalty_for_other_networks",
    "biases_cost_nothing_for_other_networks",
]
hint = "Your function gives back None. What stands after return? Printing shows a number to you and hands nothing over."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cost = compute_cost(A3, Y) + lambd / (2 * m) * (np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"])))
