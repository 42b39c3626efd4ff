"""
fails = [
    "random_weights_have_standard_deviation_10",
    "every_random_weight_is_drawn_anew",
    "random_weights_have_standard_deviation_10_for_other_sizes",
    "every_random_weight_is_drawn_anew_for_other_sizes",
]
hint = "Each weight needs a draw of its own; here all weights of a unit are equal."
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], 1) * 10 * np.ones((1, layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
