"""
fails = [
    "he_weights_have_the_right_spread",
    "he_weights_have_the_right_spread_for_other_sizes",
]
hint = "The rule is the same for any number of inputs: a variance of 2 over their number."
"""

import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        n = layers_dims[l - 1]
        std = np.sqrt(1 / n) if 7 <= n <= 800 else np.sqrt(2 / n)
        parameters["W" + str(l)] = np.random.randn(*shape) * std
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
