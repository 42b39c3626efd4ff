"""
fails = ["arguments_stay_as_they_are", "other_arguments_stay_as_they_are"]
hint = "Adding and subtracting epsilon again leaves round-off behind: keep the old value, or shift a copy."
"""

import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    gradapprox = []
    for name in ("W1", "b1", "W2", "b2", "W3", "b3"):
        for index in np.ndindex(parameters[name].shape):
            parameters[name][index] += epsilon
            J_plus, _ = forward_propagation_n(X, Y, parameters)
            parameters[name][index] -= 2 * epsilon
            J_minus, _ = forward_propagation_n(X, Y, parameters)
            parameters[name][index] += epsilon
            gradapprox.append((J_plus - J_minus) / (2 * epsilon))
    grad = gradients_to_vector(gradients).ravel()
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
