import numpy as np


def initialize_parameters_random(sizes):
    shapes = list(zip(sizes[1:], sizes[:-1]))
    params = {}
    for k, shape in enumerate(shapes):
        params["W" + str(k + 1)] = 10 * np.random.randn(*shape)
        params["b" + str(k + 1)] = np.zeros(shape[0]).reshape(-1, 1)
    return params
