from itertools import count, pairwise

import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l, (fan_in, units) in zip(count(1), pairwise(layers_dims)):
        parameters.update({f"W{l}": np.zeros((units, fan_in)), f"b{l}": np.zeros((units, 1))})
    return parameters
