"""
fails = [
    "zeros_have_the_right_shapes",
    "weights_are_zero",
    "biases_of_zeros_are_zero",
    "zeros_have_the_right_shapes_for_other_sizes",
    "weights_are_zero_for_other_sizes",
    "biases_of_zeros_are_zero_for_other_sizes",
]
hint = "The sizes come with layers_dims: does your function return other arrays for another list?"
"""

import numpy as np


def initialize_parameters_zeros(layers_dims):
    layers_dims = [2, 10, 5, 1]
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
