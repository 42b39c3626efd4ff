"""
fails = [
    "zeros_have_the_right_shapes",
    "weights_are_zero",
    "biases_of_zeros_are_zero",
    "zeros_have_the_right_shapes_for_other_sizes",
    "weights_are_zero_for_other_sizes",
    "biases_of_zeros_are_zero_for_other_sizes",
]
hint = "The first layer's parameters are called W1 and b1: mind the difference between a layer's number and an index of the list."
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(len(layers_dims) - 1):
        parameters["W" + str(l)] = np.zeros((layers_dims[l + 1], layers_dims[l]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l + 1], 1))
    return parameters
