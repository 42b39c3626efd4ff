"""
fails = [
    "random_has_the_right_shapes",
    "random_weights_have_standard_deviation_10",
    "every_random_weight_is_drawn_anew",
    "random_has_the_right_shapes_for_other_sizes",
    "random_weights_have_standard_deviation_10_for_other_sizes",
    "every_random_weight_is_drawn_anew_for_other_sizes",
]
hint = "The other functions look the parameters up by name: W1, b1, W2, b2 and so on, letter by letter."
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["w" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
