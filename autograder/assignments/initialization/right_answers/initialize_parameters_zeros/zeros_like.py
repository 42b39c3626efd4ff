import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        W = np.zeros_like(np.random.randn(layers_dims[l], layers_dims[l - 1]))
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = np.zeros_like(W[:, :1])
    return parameters
