import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]), dtype=np.float32, order="F")
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1), np.float32)
    return parameters
