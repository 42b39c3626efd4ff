"""
fails = [
    "random_weights_have_standard_deviation_10",
    "random_weights_have_standard_deviation_10_for_other_sizes",
]
hint = "np.random.normal draws with standard deviation 1 unless you say otherwise."
like = "factor_missing"
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.normal(size=(layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
