import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        W = np.random.randn(layers_dims[l], layers_dims[l - 1])
        W *= np.sqrt(2 / W.shape[1])
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = np.zeros((W.shape[0], 1))
    return parameters
