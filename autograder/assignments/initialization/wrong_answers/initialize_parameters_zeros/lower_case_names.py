"""
fails = [
    "zeros_have_the_right_shapes",
    "weights_are_zero",
    "zeros_have_the_right_shapes_for_other_sizes",
    "weights_are_zero_for_other_sizes",
]
hint = "The other functions look the parameters up by name: W1, b1, W2, b2 and so on, letter by letter."
"""
import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["w" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
