"""
fails = [
    "random_weights_have_standard_deviation_10",
    "every_random_weight_is_drawn_anew",
    "random_weights_have_standard_deviation_10_for_other_sizes",
    "every_random_weight_is_drawn_anew_for_other_sizes",
]
hint = "All weights are equal, so all units stay equal: the exercise asks for random draws."
"""
import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.ones((layers_dims[l], layers_dims[l - 1])) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
