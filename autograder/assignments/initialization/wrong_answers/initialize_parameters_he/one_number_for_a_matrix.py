"""
fails = [
    "he_has_the_right_shapes",
    "he_weights_have_the_right_spread",
    "every_he_weight_is_drawn_anew",
    "he_has_the_right_shapes_for_other_sizes",
    "he_weights_have_the_right_spread_for_other_sizes",
    "every_he_weight_is_drawn_anew_for_other_sizes",
]
hint = "W is a single number here. How many numbers does a layer's W hold, and how many did you ask the generator for?"
"""

import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.normal(0, np.sqrt(2 / layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
