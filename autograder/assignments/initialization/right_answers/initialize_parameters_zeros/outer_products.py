import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        rows = np.zeros(layers_dims[l])
        parameters["W" + str(l)] = np.outer(rows, np.zeros(layers_dims[l - 1]))
        parameters["b" + str(l)] = rows[:, np.newaxis]
    return parameters
