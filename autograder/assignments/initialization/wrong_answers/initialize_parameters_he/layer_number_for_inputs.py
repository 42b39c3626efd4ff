"""
fails = ["he_weights_have_the_right_spread", "he_weights_have_the_right_spread_for_other_sizes"]
hint = "l is the number of the layer. How many inputs does a unit of that layer have?"
"""

import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(2 / l)
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
