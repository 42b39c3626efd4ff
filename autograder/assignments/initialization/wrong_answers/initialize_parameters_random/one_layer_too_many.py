"""
fails = [
    "random_has_the_right_shapes",
    "random_has_the_right_shapes_for_other_sizes",
]
hint = "The sizes begin with the number of inputs, which is no layer: which is the first l that has a W and a b?"
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
