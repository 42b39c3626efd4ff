"""
fails = [
    "difference_is_tiny_for_a_right_derivative",
    "difference_measures_the_disagreement",
    "slope_is_measured_on_both_sides",
    "difference_is_tiny_for_other_numbers",
    "difference_measures_other_disagreements",
    "slope_is_measured_on_both_sides_elsewhere",
]
hint = "One norm is below the fraction line and the other is added to the quotient: what does a / b + c mean in Python?"
"""

import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    J_plus = forward_propagation(x, theta + epsilon)
    J_minus = forward_propagation(x, theta - epsilon)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    difference = np.linalg.norm(grad - gradapprox) / np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    return difference
