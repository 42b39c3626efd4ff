import numpy as np


def initialize_parameters_zeros(layers_dims):
    W, b = {}, {}
    for l in range(len(layers_dims) - 1, 0, -1):
        b[f"b{l}"] = np.zeros(layers_dims[l], 1)
        W[f"W{l}"] = np.zeros((layers_dims[l], layers_dims[l - 1]))
    return {**W, **b}
