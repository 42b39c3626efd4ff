import numpy as np


def initialize_parameters_zeros(layers_dims):
    shapes = zip(layers_dims[1:], layers_dims)
    parameters = dict()
    for l, (rows, columns) in enumerate(shapes):
        parameters["W{}".format(l)] = 0 * np.ones((rows, columns))
        parameters["b{}".format(l)] = 0 * np.ones((rows, 1))
    return parameters
