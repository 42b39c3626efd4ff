"""
fails = [
    "he_has_the_right_shapes",
    "biases_of_he_are_zero",
    "he_weights_have_the_right_spread",
    "he_has_the_right_shapes_for_other_sizes",
    "biases_of_he_are_zero_for_other_sizes",
    "he_weights_have_the_right_spread_for_other_sizes",
]
hint = "Every layer has its own size: the index of layers_dims must follow the loop."
"""
import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[1], layers_dims[l - 1]) * np.sqrt(2 / layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[1], 1))
    return parameters
