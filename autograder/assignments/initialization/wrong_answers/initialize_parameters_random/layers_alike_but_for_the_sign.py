"""
fails = [
    "every_random_weight_is_drawn_anew",
    "every_random_weight_is_drawn_anew_for_other_sizes",
]
hint = "After the same seed come the same numbers: another sign does not make them draws of their own."
"""

import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        np.random.seed(3)
        parameters["W" + str(l)] = (-1) ** l * np.random.randn(*shape) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
