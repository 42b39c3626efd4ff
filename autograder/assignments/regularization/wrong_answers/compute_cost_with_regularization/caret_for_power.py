"""
fails = [
    "cost_without_penalty_is_the_cross_entropy",
    "lambd_adds_the_l2_penalty",
    "biases_cost_nothing",
    "cost_without_penalty_is_the_cross_entropy_for_other_networks",
    "lambd_adds_the_l2_penalty_for_other_networks",
    "biases_cost_nothing_for_other_networks",
]
hint = "In Python ^ is no power: it compares the bits of whole numbers."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1, W2, W3 = parameters["W1"], parameters["W2"], parameters["W3"]
    return compute_cost(A3, Y) + lambd / (2 * m) * (np.sum(W1 ^ 2) + np.sum(W2 ^ 2) + np.sum(W3 ^ 2))
