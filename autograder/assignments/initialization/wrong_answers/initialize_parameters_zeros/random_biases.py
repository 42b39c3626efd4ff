"""
fails = [
    "biases_of_zeros_are_zero",
    "biases_of_zeros_are_zero_for_other_sizes",
]
hint = "Random weights already make the units differ; the biases start at 0."
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.random.randn(layers_dims[l], 1)
    return parameters
