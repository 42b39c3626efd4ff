import numpy


def initialize_parameters_zeros(dims):
    p = {}
    for i in range(len(dims) - 1):
        p["W" + str(i + 1)] = numpy.full((dims[i + 1], dims[i]), 0.0)
        p["b" + str(i + 1)] = numpy.full((dims[i + 1], 1), 0.0)
    return p
