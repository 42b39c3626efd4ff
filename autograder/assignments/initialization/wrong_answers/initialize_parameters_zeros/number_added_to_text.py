"""
fails = [
    "zeros_have_the_right_shapes",
    "weights_are_zero",
    "biases_of_zeros_are_zero",
    "zeros_have_the_right_shapes_for_other_sizes",
    "weights_are_zero_for_other_sizes",
    "biases_of_zeros_are_zero_for_other_sizes",
]
hint = "A text and a number cannot be added: make the number a text first."
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + l] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + l] = np.zeros((layers_dims[l], 1))
    return parameters
