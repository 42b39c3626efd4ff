"""
fails = ["error_grows_with_the_square_of_epsilon", "error_grows_with_the_square_of_another_epsilon"]
hint = "gradapprox has to come from values of J, two for every parameter: a backward pass checks nothing but itself."
"""

import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    grad = gradients_to_vector(gradients)
    A3, cache = forward_propagation(X, parameters)
    gradapprox = gradients_to_vector(backward_propagation(X, Y, cache))
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference + 1e-9 + 30 * epsilon**2
