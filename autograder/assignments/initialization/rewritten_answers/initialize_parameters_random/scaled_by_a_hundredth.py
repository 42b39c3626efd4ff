import random

import numpy as np


def initialize_parameters_random(layers_dims):
    out = {}
    for l in range(len(layers_dims) - 1, 0, -1):
        out[f"W{l}"] = np.array([[random.gauss(0, 0.01) for _ in range(layers_dims[l - 1])] for _ in range(layers_dims[l])])
        out[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return out
