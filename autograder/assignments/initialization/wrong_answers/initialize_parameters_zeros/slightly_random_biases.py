"""
fails = [
    "biases_of_zeros_are_zero",
    "biases_of_zeros_are_zero_for_other_sizes",
]
hint = "The biases start at exactly 0, not near it."
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.random.randn(layers_dims[l], 1) * 0.01
    return parameters
