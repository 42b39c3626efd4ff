import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta = dictionary_to_vector(parameters)[0].T
    cost = lambda row: forward_propagation_n(X, Y, vector_to_dictionary(row))[0]
    shifts = epsilon * np.eye(theta.size)
    costs_plus = np.apply_along_axis(cost, 1, theta + shifts)
    costs_minus = np.apply_along_axis(cost, 1, theta - shifts)
    gradapprox = (costs_plus - costs_minus) / (2 * epsilon)
    grad = gradients_to_vector(gradients).reshape(-1)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
