"""
fails = ["biases_cost_nothing", "biases_cost_nothing_for_other_networks"]
hint = "Which of the parameters does the penalty leave alone?"
"""

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    squares = np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"])) + np.sum(np.square(parameters["b3"]))
    return compute_cost(A3, Y) + lambd / (2 * m) * squares
