import numpy as np


def numeric_gradient(cost, theta, epsilon):
    slopes = np.empty(theta.shape)
    for position in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[position] = epsilon
        slopes[position] = (cost(theta + step) - cost(theta - step)) / (2 * epsilon)
    return slopes


def relative_difference(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, _ = dictionary_to_vector(parameters)
    cost = lambda vector: forward_propagation_n(X, Y, vector_to_dictionary(vector))[0]
    return relative_difference(gradients_to_vector(gradients), numeric_gradient(cost, theta, epsilon))
