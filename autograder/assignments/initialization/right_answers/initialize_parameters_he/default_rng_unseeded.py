import numpy as np


def initialize_parameters_he(layers_dims):
    rng = np.random.default_rng()
    sizes = zip(layers_dims[1:], layers_dims)
    parameters = {}
    for l, (n_out, n_in) in enumerate(sizes, start=1):
        parameters[f"W{l}"] = rng.standard_normal((n_out, n_in)) * (2 / n_in) ** 0.5
        parameters[f"b{l}"] = np.zeros((n_out, 1))
    return parameters
