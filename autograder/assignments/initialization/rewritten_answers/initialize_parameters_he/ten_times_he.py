import math
import random

import numpy as np


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        sigma = 10 * math.sqrt(2 / layers_dims[l - 1])
        parameters["W" + str(l)] = np.array(
            [random.normalvariate(0, sigma) for _ in range(layers_dims[l] * layers_dims[l - 1])]
        ).reshape(layers_dims[l], layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
