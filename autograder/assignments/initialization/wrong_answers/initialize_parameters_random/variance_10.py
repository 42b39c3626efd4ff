"""
fails = [
    "random_weights_have_standard_deviation_10",
    "random_weights_have_standard_deviation_10_for_other_sizes",
]
hint = "10 is the standard deviation, not the variance."
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(10)
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
