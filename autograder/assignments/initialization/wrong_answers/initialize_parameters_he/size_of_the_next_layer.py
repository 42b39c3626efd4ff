"""
fails = [
    "he_has_the_right_shapes",
    "biases_of_he_are_zero",
    "he_weights_have_the_right_spread",
    "he_has_the_right_shapes_for_other_sizes",
    "biases_of_he_are_zero_for_other_sizes",
    "he_weights_have_the_right_spread_for_other_sizes",
]
hint = "Layer l turns the outputs of layer l - 1 into its own: check which two entries of layers_dims belong to W_l."
"""
import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l - 1], layers_dims[l - 2]) * np.sqrt(2 / layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l - 1], 1))
    return parameters
