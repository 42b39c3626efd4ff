"""
fails = ["he_weights_have_the_right_spread", "he_weights_have_the_right_spread_for_other_sizes"]
hint = "The inputs of layer l come from the layer just before it. Which entry does your index take for l = 1? Below 0, Python counts from the end."
"""

import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(2 / layers_dims[l - 2])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
