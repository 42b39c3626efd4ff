"""
fails = [
    "he_weights_have_the_right_spread",
    "he_weights_have_the_right_spread_for_other_sizes",
]
hint = "Dividing by the factor makes the spread the other way round: check whether to multiply."
like = "inputs_in_the_numerator"
"""
import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) / np.sqrt(2 / layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
