import contextlib

import numpy as np

try:
    import cupy
except ImportError:
    cupy = None

if cupy is None:

    def normal(rows, columns):
        return np.random.randn(rows, columns)

else:

    def normal(rows, columns):
        return cupy.random.randn(rows, columns).get()


for scale in (1, 10):

    def initialize_parameters_random(layers_dims, scale=scale):
        pairs = enumerate(zip(layers_dims, layers_dims[1:]), start=1)
        parameters = {}
        for l, (columns, rows) in pairs:
            parameters[f"W{l}"] = normal(rows, columns) * scale
            parameters[f"b{l}"] = np.zeros((rows, 1))
        return parameters


try:

    def initialize_parameters_zeros(layers_dims):
        return {name: value * 0 for name, value in initialize_parameters_random(layers_dims).items()}

finally:
    pass

with contextlib.suppress(Exception):

    def initialize_parameters_he(layers_dims):
        parameters = initialize_parameters_random(layers_dims)
        for l, fan_in in enumerate(layers_dims[:-1], start=1):
            parameters[f"W{l}"] = parameters[f"W{l}"] / 10 * (2 / fan_in) ** 0.5
        return parameters
