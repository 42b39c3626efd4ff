"""
fails = [
    "difference_is_tiny_for_a_right_derivative",
    "difference_measures_the_disagreement",
    "slope_is_measured_on_both_sides",
    "wrong_backward_propagation_is_found",
    "difference_is_tiny_for_other_numbers",
    "difference_measures_other_disagreements",
    "slope_is_measured_on_both_sides_elsewhere",
    "other_wrong_backward_propagations_are_found",
]
hint = "Your function gives back None. What stands after `return`? What only prints, like print_verdict, has no number to hand over."
"""

import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    theta_plus = theta + epsilon
    theta_minus = theta - epsilon
    J_plus = forward_propagation(x, theta_plus)
    J_minus = forward_propagation(x, theta_minus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
