"""
fails = [
    "zeros_have_the_right_shapes",
    "zeros_have_the_right_shapes_for_other_sizes",
]
hint = "The sizes begin with the number of inputs, which is no layer: which is the first l that has a W and a b?"
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
