import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in reversed(range(1, len(layers_dims))):
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
        parameters[f"W{l}"] = np.zeros((layers_dims[l], layers_dims[l - 1]))
    return parameters
