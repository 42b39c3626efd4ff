import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = dict()
    for l, (n_in, n_out) in enumerate(zip(layers_dims[:-1], layers_dims[1:]), start=1):
        parameters[f"W{l}"] = np.zeros([n_out, n_in])
        parameters[f"b{l}"] = np.zeros([n_out, 1])
    return parameters
