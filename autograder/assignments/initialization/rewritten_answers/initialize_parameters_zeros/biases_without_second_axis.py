import numpy


def initialize_parameters_zeros(dims):
    weights = {"W%d" % k: numpy.zeros(shape=[dims[k], dims[k - 1]], dtype=float) for k in range(1, len(dims))}
    biases = {"b%d" % k: numpy.array([0.0 for _ in range(dims[k])]) for k in range(1, len(dims))}
    weights.update(biases)
    return weights
