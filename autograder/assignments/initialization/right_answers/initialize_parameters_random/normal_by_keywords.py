import numpy as np


def initialize_parameters_random(layers_dims):
    return {
        name: value
        for l in range(1, len(layers_dims))
        for name, value in (
            (f"W{l}", np.random.normal(loc=0.0, scale=10.0, size=[layers_dims[l], layers_dims[l - 1]])),
            (f"b{l}", np.zeros([layers_dims[l], 1])),
        )
    }
