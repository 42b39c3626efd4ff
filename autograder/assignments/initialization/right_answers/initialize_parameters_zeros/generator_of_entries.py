import numpy as np


def entries(sizes):
    previous = None
    for l, size in enumerate(sizes):
        if previous is not None:
            yield f"W{l}", np.zeros((size, previous))
            yield f"b{l}", np.zeros((size, 1))
        previous = size


def initialize_parameters_zeros(layers_dims):
    return dict(entries(layers_dims))
