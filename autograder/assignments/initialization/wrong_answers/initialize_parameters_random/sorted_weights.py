"""
fails = [
    "every_random_weight_is_drawn_anew",
    "every_random_weight_is_drawn_anew_for_other_sizes",
]
hint = "Leave the numbers in the order in which they were drawn: sorted, the last units get the largest weights."
"""

import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        W = np.random.randn(*shape) * 10
        parameters["W" + str(l)] = np.sort(W.ravel()).reshape(shape)
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
