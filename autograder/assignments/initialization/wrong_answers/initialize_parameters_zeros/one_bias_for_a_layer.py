"""
fails = [
    "zeros_have_the_right_shapes",
    "biases_of_zeros_are_zero",
    "zeros_have_the_right_shapes_for_other_sizes",
    "biases_of_zeros_are_zero_for_other_sizes",
]
hint = "Each layer has one bias for each of its own units, in a column, so that numpy adds it to every example."
like = "biases_are_the_number_zero"
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((1, 1))
    return parameters
