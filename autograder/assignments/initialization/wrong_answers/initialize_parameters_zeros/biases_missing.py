"""
fails = [
    "zeros_have_the_right_shapes",
    "biases_of_zeros_are_zero",
    "zeros_have_the_right_shapes_for_other_sizes",
    "biases_of_zeros_are_zero_for_other_sizes",
]
hint = "Each layer has a weight matrix and a bias vector; both belong into the dictionary."
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
    return parameters
