"""
fails = ["zeros_have_the_right_shapes", "zeros_have_the_right_shapes_for_other_sizes"]
hint = "The list may have any length from 2 upwards: what does your function do with two sizes, or with five?"
"""

import numpy as np


def initialize_parameters_zeros(layers_dims):
    n0, n1, n2, n3 = layers_dims
    return {
        "W1": np.zeros((n1, n0)),
        "b1": np.zeros((n1, 1)),
        "W2": np.zeros((n2, n1)),
        "b2": np.zeros((n2, 1)),
        "W3": np.zeros((n3, n2)),
        "b3": np.zeros((n3, 1)),
    }
