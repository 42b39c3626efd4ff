"""
fails = [
    "weights_are_zero",
    "weights_are_zero_for_other_sizes",
]
hint = "Every entry is 0 here: check the name of the function that fills the array."
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.ones((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
