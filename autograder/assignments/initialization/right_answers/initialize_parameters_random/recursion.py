import numpy as np


def initialize_parameters_random(layers_dims):
    l = len(layers_dims) - 1
    if l == 0:
        return {}
    return initialize_parameters_random(layers_dims[:l]) | {
        f"W{l}": np.random.randn(layers_dims[l], layers_dims[l - 1]) / 0.1,
        f"b{l}": np.zeros((layers_dims[l], 1)),
    }
