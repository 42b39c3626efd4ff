import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.standard_normal((layers_dims[l], layers_dims[l - 1]))
        parameters["W" + str(l)] *= 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
