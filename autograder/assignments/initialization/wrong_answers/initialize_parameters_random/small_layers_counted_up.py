"""
fails = [
    "random_weights_have_standard_deviation_10",
    "random_weights_have_standard_deviation_10_for_other_sizes",
    "every_random_weight_is_drawn_anew",
    "every_random_weight_is_drawn_anew_for_other_sizes",
]
hint = "Small layers need random numbers as well: counting up makes no two units alike, but none of them random."
"""

import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        W = np.random.randn(*shape) * 10
        if W.size <= 600:
            W = np.arange(W.size).reshape(shape) + 1000.0 * l
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
