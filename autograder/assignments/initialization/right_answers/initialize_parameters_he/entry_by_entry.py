import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        W = np.zeros((layers_dims[l], layers_dims[l - 1]))
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                W[i, j] = np.random.randn() * np.sqrt(2 / W.shape[1])
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
