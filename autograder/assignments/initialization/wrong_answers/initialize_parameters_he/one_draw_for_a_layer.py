"""
fails = [
    "he_weights_have_the_right_spread",
    "every_he_weight_is_drawn_anew",
    "he_weights_have_the_right_spread_for_other_sizes",
    "every_he_weight_is_drawn_anew_for_other_sizes",
]
hint = "Each weight needs a draw of its own; here a layer has one number only."
"""
import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.full((layers_dims[l], layers_dims[l - 1]), np.random.randn()) * np.sqrt(2 / layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
