"""
fails = [
    "random_has_the_right_shapes",
    "biases_of_random_are_zero",
    "random_weights_have_standard_deviation_10",
    "every_random_weight_is_drawn_anew",
    "random_has_the_right_shapes_for_other_sizes",
    "biases_of_random_are_zero_for_other_sizes",
    "random_weights_have_standard_deviation_10_for_other_sizes",
    "every_random_weight_is_drawn_anew_for_other_sizes",
]
hint = "Your names are 'W{l}' and 'b{l}', braces and all. When does Python fill in what stands in braces?"
"""

import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W{l}"] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters["b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters
