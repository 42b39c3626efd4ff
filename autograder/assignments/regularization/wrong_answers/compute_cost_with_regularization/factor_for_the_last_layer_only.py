"""
fails = [
    "cost_without_penalty_is_the_cross_entropy",
    "lambd_adds_the_l2_penalty",
    "cost_without_penalty_is_the_cross_entropy_for_other_networks",
    "lambd_adds_the_l2_penalty_for_other_networks",
]
hint = "Only the last of the three sums is multiplied by lambd / (2m). What do brackets do for a factor?"
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) + np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"])) * lambd / (2 * m)
