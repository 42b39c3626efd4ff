import numpy as np


def initialize_parameters_zeros(layers_dims):
    if len(layers_dims) < 2:
        return {}
    l = len(layers_dims) - 1
    parameters = initialize_parameters_zeros(layers_dims[:-1])
    parameters[f"W{l}"] = np.zeros((layers_dims[-1], layers_dims[-2]))
    parameters[f"b{l}"] = np.zeros((layers_dims[-1], 1))
    return parameters
