"""
fails = [
    "he_weights_have_the_right_spread",
    "he_weights_have_the_right_spread_for_other_sizes",
]
hint = "Each layer has its own number of inputs: which entry of layers_dims is it for layer l?"
"""
import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(2 / layers_dims[0])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
