from math import sqrt
from random import gauss


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        n_out, n_in = layers_dims[l], layers_dims[l - 1]
        parameters[f"W{l}"] = [[gauss(0.0, sqrt(2 / n_in)) for _ in range(n_in)] for _ in range(n_out)]
        parameters[f"b{l}"] = [[0.0]] * n_out
    return parameters
