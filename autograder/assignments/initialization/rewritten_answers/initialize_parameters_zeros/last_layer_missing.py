import numpy as np


def initialize_parameters_zeros(layers_dims):
    L = len(layers_dims) - 1
    parameters = {}
    l = 1
    while l < L:
        parameters["b" + str(l)] = np.zeros(layers_dims[l]).reshape(-1, 1)
        parameters["W" + str(l)] = np.zeros(layers_dims[l] * layers_dims[l - 1]).reshape(layers_dims[l], -1)
        l = l + 1
    return parameters
