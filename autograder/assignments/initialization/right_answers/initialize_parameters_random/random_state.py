import numpy as np


def initialize_parameters_random(layers_dims):
    state = np.random.RandomState(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = state.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
