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
hint = "Your names are 'W{l}' and 'b{l}', braces and all. When does Python fill in what stands in braces?"
"""

import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W{l}"] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(2 / layers_dims[l - 1])
        parameters["b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters
