"""
fails = [
    "random_has_the_right_shapes",
    "biases_of_random_are_zero",
    "random_has_the_right_shapes_for_other_sizes",
    "biases_of_random_are_zero_for_other_sizes",
]
hint = "Each layer has a weight matrix and a bias vector; both belong into the dictionary."
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10
    return parameters
