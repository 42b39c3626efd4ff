"""
fails = ["lambd_adds_the_l2_penalty", "lambd_adds_the_l2_penalty_for_other_networks"]
hint = "Products of two different weights are in your sum, as in W @ W.T or in the square of a sum. What should be squared?"
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1, W2, W3 = parameters["W1"], parameters["W2"], parameters["W3"]
    return compute_cost(A3, Y) + lambd / (2 * m) * (np.sum(W1 @ W1.T) + np.sum(W2 @ W2.T) + np.sum(W3 @ W3.T))
