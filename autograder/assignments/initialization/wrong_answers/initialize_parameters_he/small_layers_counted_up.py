"""
fails = [
    "he_weights_have_the_right_spread",
    "he_weights_have_the_right_spread_for_other_sizes",
    "every_he_weight_is_drawn_anew",
    "every_he_weight_is_drawn_anew_for_other_sizes",
]
hint = "Small layers need random numbers as well: counting up makes no two units alike, but none of them random."
"""

import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        W = np.random.randn(*shape) * np.sqrt(2 / layers_dims[l - 1])
        if W.size <= 600:
            W = np.arange(W.size).reshape(shape) + 1000.0 * l
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
