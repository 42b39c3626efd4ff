import numpy as np


def initialize_parameters_he(layers_dims):
    *before, fan_in, units = [None, *layers_dims] if len(layers_dims) < 2 else layers_dims
    if fan_in is None:
        return {}
    l = len(layers_dims) - 1
    parameters = initialize_parameters_he(layers_dims[:-1])
    parameters["W" + str(l)] = np.random.randn(units, fan_in) * np.sqrt(2 / fan_in)
    parameters["b" + str(l)] = np.zeros((units, 1))
    return parameters
