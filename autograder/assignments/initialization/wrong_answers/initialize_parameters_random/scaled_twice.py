"""
fails = [
    "random_weights_have_standard_deviation_10",
    "random_weights_have_standard_deviation_10_for_other_sizes",
]
hint = "The factor comes in twice: the draws of layer l are scaled once."
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
        parameters["W" + str(l)] *= 10
    return parameters
