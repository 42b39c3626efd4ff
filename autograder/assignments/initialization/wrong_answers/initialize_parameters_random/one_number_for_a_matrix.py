"""
fails = [
    "random_has_the_right_shapes",
    "random_weights_have_standard_deviation_10",
    "every_random_weight_is_drawn_anew",
    "random_has_the_right_shapes_for_other_sizes",
    "random_weights_have_standard_deviation_10_for_other_sizes",
    "every_random_weight_is_drawn_anew_for_other_sizes",
]
hint = "W is a single number here. How many numbers does a layer's W hold, and how many did you ask the generator for?"
"""

import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.normal(0, 10)
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
