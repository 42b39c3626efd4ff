from itertools import pairwise

import numpy as np


def layers(sizes):
    for fan_in, units in pairwise(sizes):
        yield np.random.randn(units, fan_in) * np.sqrt(2 / fan_in), np.zeros((units, 1))


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l, (W, b) in enumerate(layers(layers_dims), start=1):
        parameters[f"W{l}"], parameters[f"b{l}"] = W, b
    return parameters
