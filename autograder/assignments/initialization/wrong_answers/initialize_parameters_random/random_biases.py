"""
fails = [
    "biases_of_random_are_zero",
    "biases_of_random_are_zero_for_other_sizes",
]
hint = "Random weights already make the units differ; the biases start at 0."
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters["b" + str(l)] = np.random.randn(layers_dims[l], 1) * 10
    return parameters
