import functools

import numpy as np


def build(scale, layers_dims):
    pairs = list(zip(layers_dims, layers_dims[1:]))
    weights = {f"W{l}": scale(n) * np.random.randn(m, n) for l, (n, m) in enumerate(pairs, start=1)}
    return weights | {f"b{l}": np.zeros((m, 1)) for l, (n, m) in enumerate(pairs, start=1)}


class He:
    def __call__(self, layers_dims):
        return build(lambda n: np.sqrt(2 / n), layers_dims)


initialize_parameters_zeros = lambda layers_dims: build(lambda n: 0, layers_dims)
initialize_parameters_random = functools.partial(build, lambda n: 10)
initialize_parameters_he = He()
