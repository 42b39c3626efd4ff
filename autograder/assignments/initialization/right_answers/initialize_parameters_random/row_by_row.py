import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        rows = [np.random.normal(0, 10, layers_dims[l - 1]) for _ in range(layers_dims[l])]
        parameters["W" + str(l)] = np.vstack(rows)
        parameters["b" + str(l)] = np.zeros_like(rows, shape=(layers_dims[l], 1))
    return parameters
