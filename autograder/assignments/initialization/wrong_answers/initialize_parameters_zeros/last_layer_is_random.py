"""
fails = [
    "weights_are_zero",
    "weights_are_zero_for_other_sizes",
]
hint = "Every layer starts at 0 here, the last one too."
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1])
    return parameters
