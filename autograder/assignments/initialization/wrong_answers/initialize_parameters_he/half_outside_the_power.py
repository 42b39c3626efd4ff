"""
fails = ["he_weights_have_the_right_spread", "he_weights_have_the_right_spread_for_other_sizes"]
hint = "With n inputs the spread is 1 / n here: where is the root? In ** 1/2 Python takes the power first and divides then."
"""

import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * (2 / layers_dims[l - 1]) ** 1/2
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
