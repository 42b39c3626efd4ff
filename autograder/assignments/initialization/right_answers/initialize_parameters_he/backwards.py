import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(len(layers_dims) - 1, 0, -1):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(2.0 / layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
