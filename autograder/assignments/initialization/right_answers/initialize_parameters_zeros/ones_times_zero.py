import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.ones((layers_dims[l], layers_dims[l - 1])) * 0
        parameters["b" + str(l)] = 0 * np.ones((layers_dims[l], 1))
    return parameters
