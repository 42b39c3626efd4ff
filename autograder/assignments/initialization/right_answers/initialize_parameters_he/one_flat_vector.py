import numpy as np


def initialize_parameters_he(layers_dims):
    pairs = list(zip(layers_dims, layers_dims[1:]))
    sizes = np.array([a * b for a, b in pairs])
    scale = np.repeat(np.sqrt([2 / a for a, _ in pairs]), sizes)
    draws = np.split(np.random.randn(sizes.sum()) * scale, np.cumsum(sizes)[:-1])
    parameters = {}
    for l, ((a, b), draw) in enumerate(zip(pairs, draws), 1):
        parameters["W%d" % l] = draw.reshape(b, a)
        parameters["b%d" % l] = np.zeros((b, 1))
    return parameters
