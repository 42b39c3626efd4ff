import numpy as np


def _layer(rows, columns):
    return np.zeros((rows, columns)), np.zeros((rows, 1))


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)], parameters["b" + str(l)] = _layer(layers_dims[l], layers_dims[l - 1])
        assert parameters["W" + str(l)].shape == (layers_dims[l], layers_dims[l - 1])
        assert parameters["b" + str(l)].shape == (layers_dims[l], 1)
    return parameters
