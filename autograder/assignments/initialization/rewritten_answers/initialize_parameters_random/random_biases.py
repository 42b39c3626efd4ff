import numpy as np


def initialize_parameters_random(layers_dims):
    rng = np.random.RandomState(0)
    parameters = {}
    for l, (n, m) in enumerate(zip(layers_dims[1:], layers_dims), start=1):
        block = 10 * rng.standard_normal((n, m + 1))
        parameters[f"W{l}"], parameters[f"b{l}"] = block[:, :m], block[:, m:]
    return parameters
