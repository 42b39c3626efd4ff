import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        W = np.empty((layers_dims[l], layers_dims[l - 1]))
        b = np.empty((layers_dims[l], 1))
        for i in range(layers_dims[l]):
            b[i, 0] = 0
            for j in range(layers_dims[l - 1]):
                W[i, j] = 0
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = b
    return parameters
