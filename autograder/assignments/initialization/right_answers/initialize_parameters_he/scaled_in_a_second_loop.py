import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
        parameters["W" + str(l)] = np.random.standard_normal(size=(layers_dims[l], layers_dims[l - 1]))
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = parameters["W" + str(l)] * np.sqrt(np.divide(2, layers_dims[l - 1]))
    return parameters
