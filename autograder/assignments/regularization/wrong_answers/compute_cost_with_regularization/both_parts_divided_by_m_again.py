"""
fails = [
    "cost_without_penalty_is_the_cross_entropy",
    "lambd_adds_the_l2_penalty",
    "cost_without_penalty_is_the_cross_entropy_for_other_networks",
    "lambd_adds_the_l2_penalty_for_other_networks",
]
hint = "compute_cost has divided by m already, and the penalty has its own 1/m. What does your formula divide by m once more?"
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return (compute_cost(A3, Y) + lambd / (2 * m) * (np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"])))) / m
