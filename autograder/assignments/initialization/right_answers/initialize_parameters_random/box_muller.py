import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        radius = np.sqrt(-2 * np.log(1 - np.random.rand(*shape)))
        parameters["W" + str(l)] = 10 * radius * np.cos(2 * np.pi * np.random.rand(*shape))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
