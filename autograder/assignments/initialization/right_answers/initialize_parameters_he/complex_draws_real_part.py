import numpy as np


def initialize_parameters_he(layers_dims):
    assert len(layers_dims) > 1, "a network has at least one layer"
    gain = 2
    parameters = {}
    for l, fan_in in enumerate(layers_dims[:-1], start=1):
        z = np.random.randn(layers_dims[l], fan_in) + 1j * np.random.randn(layers_dims[l], fan_in)
        print("layer", l, "has", z.size, "weights")
        parameters["W" + str(l)] = (np.sqrt(gain / fan_in) * z).real
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
