import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    l = len(layers_dims) - 1
    while l > 0:
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10
        l -= 1
    return parameters
