import random


def initialize_parameters_random(layers_dims):
    random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = [[random.gauss(0, 10) for _ in range(layers_dims[l - 1])] for _ in range(layers_dims[l])]
        parameters["b" + str(l)] = [[0] for _ in range(layers_dims[l])]
    return parameters
