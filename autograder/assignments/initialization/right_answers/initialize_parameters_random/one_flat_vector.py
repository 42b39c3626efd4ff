import numpy as np


def initialize_parameters_random(layers_dims):
    sizes = [layers_dims[l] * layers_dims[l - 1] for l in range(1, len(layers_dims))]
    draws = 10 * np.random.randn(sum(sizes))
    parameters, start = {}, 0
    for l, size in enumerate(sizes, 1):
        parameters[f"W{l}"] = draws[start : start + size].reshape(layers_dims[l], layers_dims[l - 1])
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
        start += size
    return parameters
