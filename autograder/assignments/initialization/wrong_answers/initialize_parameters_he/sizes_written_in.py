"""
fails = [
    "he_has_the_right_shapes",
    "biases_of_he_are_zero",
    "he_weights_have_the_right_spread",
    "every_he_weight_is_drawn_anew",
    "he_has_the_right_shapes_for_other_sizes",
    "biases_of_he_are_zero_for_other_sizes",
    "he_weights_have_the_right_spread_for_other_sizes",
    "every_he_weight_is_drawn_anew_for_other_sizes",
]
hint = "The sizes come with layers_dims: does your function return other arrays for another list?"
"""

import numpy as np


def initialize_parameters_he(layers_dims):
    layers_dims = [2, 10, 5, 1]
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(2 / layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
