import numpy as np


def initialize_parameters_he(layers_dims):
    rng = np.random.RandomState()
    parameters = {}
    for l in range(1, len(layers_dims)):
        std = (layers_dims[l - 1] / 2) ** 0.5
        parameters[f"W{l}"] = rng.normal(size=(layers_dims[l], layers_dims[l - 1])) * std
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters
