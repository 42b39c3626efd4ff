import numpy as np


def initialize_parameters_he(layers_dims):
    def weights(n_out, n_in):
        variance = 2.0 / n_in
        return np.random.default_rng().normal(loc=0.0, scale=variance, size=n_out * n_in).reshape((n_out, n_in))

    parameters = {}
    for l, pair in enumerate(zip(layers_dims[1:], layers_dims[:-1])):
        parameters[f"W{l + 1}"] = weights(*pair)
        parameters[f"b{l + 1}"] = np.zeros((pair[0], 1))
    return parameters
