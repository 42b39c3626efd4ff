"""
fails = [
    "random_has_the_right_shapes",
    "biases_of_random_are_zero",
    "random_weights_have_standard_deviation_10",
    "random_has_the_right_shapes_for_other_sizes",
    "biases_of_random_are_zero_for_other_sizes",
    "random_weights_have_standard_deviation_10_for_other_sizes",
]
hint = "Layer l turns the outputs of layer l - 1 into its own: check which two entries of layers_dims belong to W_l."
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l - 1], layers_dims[l - 2]) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l - 1], 1))
    return parameters
