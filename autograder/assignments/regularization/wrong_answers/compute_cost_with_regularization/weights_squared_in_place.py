"""
fails = ["cost_without_penalty_is_the_cross_entropy", "cost_without_penalty_is_the_cross_entropy_for_other_networks"]
hint = "The caller's weights are other numbers after your function than before. Compute the squares in a new array."
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    total = 0
    for name in ("W1", "W2", "W3"):
        W = parameters[name]
        W *= W
        total += np.sum(W)
    return compute_cost(A3, Y) + lambd / (2 * m) * total
