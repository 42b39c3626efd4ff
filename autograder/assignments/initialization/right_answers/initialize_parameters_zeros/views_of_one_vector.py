import numpy as np


def initialize_parameters_zeros(layers_dims):
    shapes = {}
    for l in range(1, len(layers_dims)):
        shapes[f"W{l}"] = (layers_dims[l], layers_dims[l - 1])
        shapes[f"b{l}"] = (layers_dims[l], 1)
    theta = np.zeros(sum(r * c for r, c in shapes.values()))
    parameters, start = {}, 0
    for name, (r, c) in shapes.items():
        parameters[name] = theta[start : start + r * c].reshape(r, c)
        start += r * c
    return parameters
