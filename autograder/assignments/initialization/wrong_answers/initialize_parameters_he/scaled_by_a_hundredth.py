"""
fails = [
    "he_weights_have_the_right_spread",
    "he_weights_have_the_right_spread_for_other_sizes",
]
hint = "A factor of 0.01 is a rule of thumb for tiny networks; check the factor that the exercise asks for."
"""
import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 0.01
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
