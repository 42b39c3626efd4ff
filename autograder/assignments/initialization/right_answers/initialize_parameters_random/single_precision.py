import numpy as np


def initialize_parameters_random(layers_dims):
    rng = np.random.Generator(np.random.PCG64(3))
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = rng.standard_normal((layers_dims[l], layers_dims[l - 1]), dtype=np.float32) * np.float32(10)
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1), dtype=np.float32)
    return parameters
