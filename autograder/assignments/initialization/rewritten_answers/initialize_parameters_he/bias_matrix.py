import numpy as np


def initialize_parameters_he(layers_dims):
    rng = np.random.default_rng()
    parameters = {}
    for l in range(1, len(layers_dims)):
        W = rng.standard_normal((layers_dims[l], layers_dims[l - 1])) * np.sqrt(2.0 / layers_dims[l - 1])
        parameters[f"W{l}"], parameters[f"b{l}"] = W, np.zeros_like(W)
    return parameters
