"""
fails = [
    "random_weights_have_standard_deviation_10",
    "random_weights_have_standard_deviation_10_for_other_sizes",
]
hint = "Standard normal draws have standard deviation 1; multiply them as the exercise asks."
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
