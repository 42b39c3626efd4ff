"""
fails = [
    "random_weights_have_standard_deviation_10",
    "every_random_weight_is_drawn_anew",
    "random_weights_have_standard_deviation_10_for_other_sizes",
    "every_random_weight_is_drawn_anew_for_other_sizes",
]
hint = "Each weight needs a draw of its own; here a layer has one number only."
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.full((layers_dims[l], layers_dims[l - 1]), np.random.randn()) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
