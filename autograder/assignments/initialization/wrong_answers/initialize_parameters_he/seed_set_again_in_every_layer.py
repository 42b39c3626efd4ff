"""
fails = [
    "every_he_weight_is_drawn_anew",
    "every_he_weight_is_drawn_anew_for_other_sizes",
]
hint = "After the same seed come the same numbers: set it once, before the loop, or not at all."
"""
import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        np.random.seed(3)
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(2 / layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
