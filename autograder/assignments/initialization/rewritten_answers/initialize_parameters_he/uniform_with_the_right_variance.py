import numpy as np


def initialize_parameters_he(layers_dims):
    rng = np.random.default_rng()
    parameters = {}
    for l in range(1, len(layers_dims)):
        limit = np.sqrt(6 / layers_dims[l - 1])
        parameters["W" + str(l)] = limit * (2 * rng.random((layers_dims[l], layers_dims[l - 1])) - 1)
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
