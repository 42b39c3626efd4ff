"""
fails = [
    "random_has_the_right_shapes",
    "random_weights_have_standard_deviation_10",
    "random_has_the_right_shapes_for_other_sizes",
    "random_weights_have_standard_deviation_10_for_other_sizes",
]
hint = "Each layer's inputs are the outputs of the layer before it: the index of layers_dims must follow the loop."
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[0]) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
