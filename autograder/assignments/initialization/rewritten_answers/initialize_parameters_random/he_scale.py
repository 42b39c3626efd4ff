import math

import numpy as np


def initialize_parameters_random(layers_dims):
    rng = np.random.default_rng()
    parameters = {}
    for l, (fan_out, fan_in) in enumerate(zip(layers_dims[1:], layers_dims), start=1):
        parameters["W" + str(l)] = rng.normal(0, math.sqrt(2.0) / math.sqrt(fan_in), (fan_out, fan_in))
        parameters["b" + str(l)] = np.zeros([fan_out, 1])
    return parameters
