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
hint = "The dictionary alone is asked for, and yours is inside a tuple. What stands after `return` besides it, a comma perhaps?"
"""

import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return (parameters,)
