from statistics import NormalDist

import numpy as np


def initialize_parameters_random(layers_dims):
    quantile = np.vectorize(NormalDist(0, 10).inv_cdf)
    parameters = {}
    for l in range(1, len(layers_dims)):
        uniform = np.random.uniform(1e-12, 1, size=(layers_dims[l], layers_dims[l - 1]))
        parameters["W" + str(l)] = quantile(uniform)
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
