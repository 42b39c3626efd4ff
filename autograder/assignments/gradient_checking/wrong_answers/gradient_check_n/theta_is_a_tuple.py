"""
fails = [
    "right_gradients_pass",
    "wrong_gradients_give_the_right_number",
    "mistake_in_any_block_is_found",
    "error_grows_with_the_square_of_epsilon",
    "arguments_stay_as_they_are",
    "other_right_gradients_pass",
    "other_wrong_gradients_give_the_right_number",
    "mistake_in_another_block_is_found",
    "error_grows_with_the_square_of_another_epsilon",
    "other_arguments_stay_as_they_are",
]
hint = "Is one of your names a tuple or a dictionary where a column is needed? dictionary_to_vector, for one, returns two things."
"""

import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    num_parameters = theta.shape[0]
    gradapprox = np.zeros((num_parameters, 1))
    for i in range(num_parameters):
        theta_plus = np.copy(theta)
        theta_plus[i] = theta_plus[i] + epsilon
        J_plus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_plus))
        theta_minus = np.copy(theta)
        theta_minus[i] = theta_minus[i] - epsilon
        J_minus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_minus))
        gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference
