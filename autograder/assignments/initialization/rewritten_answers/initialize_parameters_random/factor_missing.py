import numpy as np


def initialize_parameters_random(layers_dims):
    rng = np.random.default_rng(7)
    sizes = [a * b for a, b in zip(layers_dims, layers_dims[1:])]
    draws = np.split(rng.standard_normal(sum(sizes)), np.cumsum(sizes)[:-1])
    out = {}
    for l, flat in enumerate(draws, 1):
        out[f"W{l}"] = flat.reshape(layers_dims[l], layers_dims[l - 1])
        out[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return out
