from numpy import *
import numpy
import numpy.random as npr


def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = zeros((layers_dims[l], layers_dims[l - 1]))
        parameters[f"b{l}"] = zeros((layers_dims[l], 1))
    return parameters


def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = npr.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters[f"b{l}"] = numpy.zeros((layers_dims[l], 1))
    return parameters


def initialize_parameters_he(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = npr.standard_normal((layers_dims[l], layers_dims[l - 1])) * sqrt(2 / layers_dims[l - 1])
        parameters[f"b{l}"] = zeros((layers_dims[l], 1))
    return parameters
