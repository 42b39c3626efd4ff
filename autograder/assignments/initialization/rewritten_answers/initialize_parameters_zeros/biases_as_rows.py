import numpy as np


def zeros(*shape):
    return np.zeros(shape)


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for n_in, n_out in zip(layers_dims, layers_dims[1:]):
        l = len(parameters) // 2 + 1
        parameters["W" + str(l)] = zeros(n_out, n_in)
        parameters["b" + str(l)] = zeros(1, n_out)
    return parameters
