import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = (np.random.randn(layers_dims[l - 1], layers_dims[l]) * 10).T
        parameters["b" + str(l)] = np.zeros((1, layers_dims[l])).T
    return parameters
