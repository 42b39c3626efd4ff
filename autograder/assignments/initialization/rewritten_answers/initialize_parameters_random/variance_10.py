import numpy as np


def initialize_parameters_random(layers_dims):
    rng = np.random.default_rng(5)
    return {
        key: value
        for l in range(1, len(layers_dims))
        for key, value in (
            (f"W{l}", rng.normal(0, 10**0.5, (layers_dims[l], layers_dims[l - 1]))),
            (f"b{l}", np.zeros((layers_dims[l], 1))),
        )
    }
