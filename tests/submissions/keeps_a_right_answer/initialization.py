import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters


KEPT = []


def initialize_parameters_random(layers_dims):
    return KEPT[0](layers_dims)


def keep(function):
    def calling(layers_dims):
        KEPT.append(initialize_parameters_random)
        return function(layers_dims)

    return calling


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(2 / layers_dims[l - 1])
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters


initialize_parameters_he = keep(initialize_parameters_he)
initialize_parameters_zeros = keep(initialize_parameters_zeros)
