"""
fails = ["arguments_stay_as_they_are", "other_arguments_stay_as_they_are"]
hint = "What is shifted has to be put back exactly (adding and subtracting leaves round-off), or better: shift a copy."
"""

import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    gradapprox = np.zeros(grad.shape)
    for i in range(grad.size):
        step = np.zeros(grad.shape)
        step[i] = epsilon
        parameters.update(vector_to_dictionary(theta + step))
        J_plus, _ = forward_propagation_n(X, Y, parameters)
        parameters.update(vector_to_dictionary(theta - step))
        J_minus, _ = forward_propagation_n(X, Y, parameters)
        gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
