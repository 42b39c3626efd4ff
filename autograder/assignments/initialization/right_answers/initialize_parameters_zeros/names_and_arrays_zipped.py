import numpy as np


def initialize_parameters_zeros(layers_dims):
    names, arrays = [], []
    for l in range(1, len(layers_dims)):
        names += ["W" + str(l), "b" + str(l)]
        arrays.append(np.zeros((layers_dims[l], layers_dims[l - 1])))
        arrays.append(np.zeros((layers_dims[l], 1)))
    return dict(zip(names, arrays))
