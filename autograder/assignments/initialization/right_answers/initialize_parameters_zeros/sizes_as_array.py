import numpy as np


def initialize_parameters_zeros(layers_dims: list[int]) -> dict[str, np.ndarray]:
    sizes = np.array(layers_dims)
    parameters: dict[str, np.ndarray] = {}
    for l in np.arange(1, sizes.size):
        parameters["W" + str(l)] = np.zeros((sizes[l], sizes[l - 1]))
        parameters["b" + str(l)] = np.zeros((sizes[l], 1))
    return parameters
