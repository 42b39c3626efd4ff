"""
fails = [
    "zeros_have_the_right_shapes",
    "weights_are_zero",
    "biases_of_zeros_are_zero",
    "zeros_have_the_right_shapes_for_other_sizes",
    "weights_are_zero_for_other_sizes",
    "biases_of_zeros_are_zero_for_other_sizes",
]
hint = "Your names are 'W{l}' and 'b{l}', braces and all. When does Python fill in what stands in braces?"
"""

import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W{l}"] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters
