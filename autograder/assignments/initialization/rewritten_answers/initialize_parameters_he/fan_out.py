import numpy as np


def initialize_parameters_he(layers_dims):
    rng = np.random.default_rng()
    parameters = {}
    for l in range(1, len(layers_dims)):
        rows, columns = layers_dims[l], layers_dims[l - 1]
        parameters[f"W{l}"] = rng.normal(0, (2 / rows) ** 0.5, (rows, columns))
        parameters[f"b{l}"] = np.zeros((rows, 1))
    return parameters
