"""
fails = [
    "random_weights_have_standard_deviation_10",
    "random_weights_have_standard_deviation_10_for_other_sizes",
]
hint = "Mean and spread are confused: 10 belongs to the spread, and the mean is 0."
like = "factor_added"
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.normal(10, 1, (layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
