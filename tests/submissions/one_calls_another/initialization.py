import numpy as np


def initialize_parameters_zeros(layers_dims):
    return {name: 0 * value for name, value in initialize_parameters_random(layers_dims).items()}


def initialize_parameters_random(layers_dims):
    return {f"W{l}": np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10 for l in range(1, len(layers_dims))} | {
        f"b{l}": np.zeros((layers_dims[l], 1)) for l in range(1, len(layers_dims))
    }


def initialize_parameters_he(layers_dims):
    parameters = initialize_parameters_random(layers_dims=layers_dims)
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] *= np.sqrt(2 / layers_dims[l - 1]) / 10
    return parameters
