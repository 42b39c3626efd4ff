import numpy as np

SCALE = 10


def draw(rows, columns):
    return np.random.randn(rows, columns) * SCALE


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        W = draw(layers_dims[l], layers_dims[l - 1])
        assert W.shape == (layers_dims[l], layers_dims[l - 1]), "shape"
        print(f"W{l}: mean {W.mean():.2f}")
        parameters["W" + str(l)] = W
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
