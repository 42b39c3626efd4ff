"""
fails = ["random_has_the_right_shapes", "random_has_the_right_shapes_for_other_sizes"]
hint = "The list may have any length from 2 upwards: what does your function do with two sizes, or with five?"
"""

import numpy as np


def initialize_parameters_random(layers_dims):
    return {
        "W1": np.random.randn(layers_dims[1], layers_dims[0]) * 10,
        "b1": np.zeros((layers_dims[1], 1)),
        "W2": np.random.randn(layers_dims[2], layers_dims[1]) * 10,
        "b2": np.zeros((layers_dims[2], 1)),
        "W3": np.random.randn(layers_dims[3], layers_dims[2]) * 10,
        "b3": np.zeros((layers_dims[3], 1)),
    }
