"""
fails = [
    "weights_are_zero",
    "weights_are_zero_for_other_sizes",
]
hint = "Small is not zero: the entries must be exactly 0."
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.full((layers_dims[l], layers_dims[l - 1]), 1e-8)
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
