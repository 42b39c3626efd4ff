import numpy as np


def initialize_parameters_he(layers_dims):
    rng = np.random.default_rng(11)
    parameters = {}
    for l, (a, b) in enumerate(zip(layers_dims, layers_dims[1:]), start=1):
        parameters[f"W{l}"] = rng.standard_normal((b, a)) / np.sqrt((a + b) / 2)
        parameters[f"b{l}"] = np.zeros((b, 1))
    return parameters
