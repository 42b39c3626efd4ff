"""
fails = [
    "difference_is_tiny_for_a_right_derivative",
    "difference_measures_the_disagreement",
    "slope_is_measured_on_both_sides",
    "difference_is_tiny_for_other_numbers",
    "difference_measures_other_disagreements",
    "slope_is_measured_on_both_sides_elsewhere",
]
hint = "The points lie epsilon to each side of theta, 2 epsilon apart."
"""

import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    theta_plus = theta + epsilon / 2
    theta_minus = theta - epsilon / 2
    J_plus = forward_propagation(x, theta_plus)
    J_minus = forward_propagation(x, theta_minus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference
