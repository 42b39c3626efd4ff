"""
fails = [
    "he_weights_have_the_right_spread",
    "he_weights_have_the_right_spread_for_other_sizes",
]
hint = "Draw the weights of small layers from the normal distribution as well."
"""

import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        W = np.random.randn(*shape) * np.sqrt(2 / layers_dims[l - 1])
        if W.size <= 600:
            W = np.random.uniform(-np.sqrt(3), np.sqrt(3), shape) * np.sqrt(2 / layers_dims[l - 1])
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
