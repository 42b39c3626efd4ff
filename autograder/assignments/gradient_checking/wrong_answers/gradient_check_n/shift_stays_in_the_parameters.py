"""
fails = [
    "wrong_gradients_give_the_right_number",
    "mistake_in_any_block_is_found",
    "error_grows_with_the_square_of_epsilon",
    "arguments_stay_as_they_are",
    "error_grows_with_the_square_of_another_epsilon",
    "other_arguments_stay_as_they_are",
]
hint = "The parameters that were handed in drift to the left, one after the other. Put back what you shift, or better: shift a copy."
"""

import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    grad = gradients_to_vector(gradients)
    slopes = []
    for name in ["W1", "b1", "W2", "b2", "W3", "b3"]:
        P = parameters[name]
        for r in range(P.shape[0]):
            for c in range(P.shape[1]):
                P[r, c] += epsilon
                J_plus = forward_propagation_n(X, Y, parameters)[0]
                P[r, c] -= 2 * epsilon
                J_minus = forward_propagation_n(X, Y, parameters)[0]
                slopes.append((J_plus - J_minus) / (2 * epsilon))
    gradapprox = np.array(slopes).reshape(-1, 1)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
