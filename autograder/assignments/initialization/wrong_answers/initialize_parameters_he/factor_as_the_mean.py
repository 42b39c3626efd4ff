"""
fails = [
    "he_weights_have_the_right_spread",
    "he_weights_have_the_right_spread_for_other_sizes",
]
hint = "Mean and spread are confused: the factor belongs to the spread, and the mean is 0."
like = "factor_added"
"""
import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.normal(np.sqrt(2 / layers_dims[l - 1]), 1, (layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
