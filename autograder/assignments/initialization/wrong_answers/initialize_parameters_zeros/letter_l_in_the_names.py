"""
fails = [
    "zeros_have_the_right_shapes",
    "weights_are_zero",
    "biases_of_zeros_are_zero",
    "zeros_have_the_right_shapes_for_other_sizes",
    "weights_are_zero_for_other_sizes",
    "biases_of_zeros_are_zero_for_other_sizes",
]
hint = "The name has the letter l in it, not the layer's number: text between quotes stays as it is."
"""

import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["Wl"] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["bl"] = np.zeros((layers_dims[l], 1))
    return parameters
