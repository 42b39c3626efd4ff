"""
fails = [
    "every_he_weight_is_drawn_anew",
    "every_he_weight_is_drawn_anew_for_other_sizes",
]
hint = "A unit with the weights of another one but for the sign is no draw of its own."
"""

import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        half = np.random.randn((shape[0] + 1) // 2, shape[1]) * np.sqrt(2 / layers_dims[l - 1])
        parameters["W" + str(l)] = np.concatenate([half, -half])[: shape[0]]
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
