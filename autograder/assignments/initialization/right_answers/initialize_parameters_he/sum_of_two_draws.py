import numpy as np


def initialize_parameters_he(layers_dims):
    # The sum of two independent standard normal draws has variance 2.
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        parameters["W" + str(l)] = (np.random.randn(*shape) + np.random.randn(*shape)) / np.sqrt(layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
