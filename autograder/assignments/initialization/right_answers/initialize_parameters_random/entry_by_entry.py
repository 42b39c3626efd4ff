import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        W = np.zeros((layers_dims[l], layers_dims[l - 1]))
        for i in range(layers_dims[l]):
            for j in range(layers_dims[l - 1]):
                W[i][j] = np.random.randn() * 10
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
