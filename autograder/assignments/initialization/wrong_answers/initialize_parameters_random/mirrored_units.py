"""
fails = [
    "every_random_weight_is_drawn_anew",
    "every_random_weight_is_drawn_anew_for_other_sizes",
]
hint = "A unit with the weights of another one but for the sign is no draw of its own."
"""

import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        half = np.random.randn((shape[0] + 1) // 2, shape[1]) * 10
        parameters["W" + str(l)] = np.concatenate([half, -half])[: shape[0]]
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
