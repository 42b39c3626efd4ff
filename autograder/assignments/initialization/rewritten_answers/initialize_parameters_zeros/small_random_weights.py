import numpy as np

generator = np.random.default_rng()


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    l = 1
    while l < len(layers_dims):
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
        parameters[f"W{l}"] = generator.normal(scale=0.01, size=(layers_dims[l], layers_dims[l - 1]))
        l += 1
    return parameters
