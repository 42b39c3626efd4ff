import numpy as np


def initialize_parameters_zeros(layers_dims):
    weights = {"W%d" % l: np.zeros((layers_dims[l], layers_dims[l - 1])) for l in range(1, len(layers_dims))}
    biases = {"b%d" % l: np.zeros((layers_dims[l], 1)) for l in range(1, len(layers_dims))}
    return {**weights, **biases}
