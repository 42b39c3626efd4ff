import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l, (n_in, n_out) in enumerate(zip(layers_dims, layers_dims[1:]), 1):
        parameters[f"W{l}"] = np.random.normal(0, np.sqrt(2 / n_in), (n_out, n_in))
        parameters[f"b{l}"] = np.zeros((n_out, 1))
    return parameters
