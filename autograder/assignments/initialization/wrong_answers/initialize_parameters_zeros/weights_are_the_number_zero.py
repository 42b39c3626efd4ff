"""
fails = [
    "zeros_have_the_right_shapes",
    "weights_are_zero",
    "zeros_have_the_right_shapes_for_other_sizes",
    "weights_are_zero_for_other_sizes",
]
hint = "A layer's weight matrix has one row for each of its own units and one column for each of its inputs."
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = 0.0
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
