import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        shape = (layers_dims[l], layers_dims[l - 1])
        W = np.random.randn(shape)
        W *= 10
        parameters[f"W{l}"] = W
        parameters[f"b{l}"] = np.zeros((shape[0], 1))
    return parameters
