"""
fails = [
    "he_weights_have_the_right_spread",
    "he_weights_have_the_right_spread_for_other_sizes",
]
hint = "Mind the brackets: the size of the layer before is not this layer's size less 1."
"""
import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(2 / (layers_dims[l] - 1 + 1e-9))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
