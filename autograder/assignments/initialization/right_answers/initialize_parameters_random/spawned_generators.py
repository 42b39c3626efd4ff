import numpy as np


def initialize_parameters_random(layers_dims):
    children = np.random.SeedSequence(3).spawn(len(layers_dims) - 1)
    parameters = {}
    for l, child in enumerate(children, start=1):
        rng = np.random.default_rng(child)
        parameters[f"W{l}"] = rng.normal(0.0, 10.0, (layers_dims[l], layers_dims[l - 1]))
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters
