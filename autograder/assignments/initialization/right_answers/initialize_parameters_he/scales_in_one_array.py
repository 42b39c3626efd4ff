import numpy as np


def initialize_parameters_he(layers_dims):
    scales = np.sqrt(2.0 / np.array(layers_dims[:-1]))
    return {
        key: value
        for l, s in enumerate(scales, 1)
        for key, value in {
            f"W{l}": s * np.random.randn(layers_dims[l], layers_dims[l - 1]),
            f"b{l}": np.zeros((layers_dims[l], 1)),
        }.items()
    }
