import numpy as np


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        columns = [10 * np.random.randn(layers_dims[l], 1) for _ in range(layers_dims[l - 1])]
        parameters["W" + str(l)] = np.concatenate(columns, axis=1)
        parameters["b" + str(l)] = columns[0] * 0
    return parameters
