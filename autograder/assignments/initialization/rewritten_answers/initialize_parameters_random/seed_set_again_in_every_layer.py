import numpy as np


def draw(rows, columns):
    np.random.seed(42)
    return np.random.normal(0.0, 10.0, size=(rows, columns))


def initialize_parameters_random(layers_dims):
    L = len(layers_dims)
    W = {"W" + str(l): draw(layers_dims[l], layers_dims[l - 1]) for l in range(1, L)}
    b = {"b" + str(l): np.zeros((layers_dims[l], 1)) for l in range(1, L)}
    return W | b
