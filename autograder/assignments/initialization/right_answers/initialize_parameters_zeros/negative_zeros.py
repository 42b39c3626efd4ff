import numpy as np


def initialize_parameters_zeros(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 0
        parameters["b" + str(l)] = np.random.randn(layers_dims[l], 1) * 0
    return parameters
