import numpy as np


def initialize_parameters_he(layers_dims):
    np.random.seed(1)
    parameters = {}
    for l in reversed(range(1, len(layers_dims))):
        W = np.random.standard_normal(size=(layers_dims[l], layers_dims[l - 1]))
        W /= np.sqrt(layers_dims[l - 1])
        parameters[f"W{l}"] = W
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters
