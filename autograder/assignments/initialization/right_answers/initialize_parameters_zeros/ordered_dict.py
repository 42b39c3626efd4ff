from collections import OrderedDict

import numpy as np


def initialize_parameters_zeros(layers_dims):
    parameters = OrderedDict()
    for l in range(1, len(layers_dims)):
        parameters.setdefault("W" + str(l), np.zeros((layers_dims[l], layers_dims[l - 1])))
        parameters.setdefault("b" + str(l), np.zeros((layers_dims[l], 1)))
    return parameters
