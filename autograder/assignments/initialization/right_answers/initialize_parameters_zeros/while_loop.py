import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters, l = {}, 1
    while l < len(layers_dims):
        parameters["W{}".format(l)] = np.zeros(shape=(layers_dims[l], layers_dims[l - 1]))
        parameters["b{}".format(l)] = np.zeros(shape=(layers_dims[l], 1))
        l += 1
    return parameters
