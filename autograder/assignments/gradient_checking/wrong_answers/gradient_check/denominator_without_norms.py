"""
fails = [
    "difference_is_tiny_for_a_right_derivative",
    "difference_measures_the_disagreement",
    "slope_is_measured_on_both_sides",
    "difference_measures_other_disagreements",
    "slope_is_measured_on_both_sides_elsewhere",
]
hint = "Below the fraction line stand two norms. Did you take them of each slope before adding?"
"""

import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    J_plus = forward_propagation(x, theta + epsilon)
    J_minus = forward_propagation(x, theta - epsilon)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    difference = np.linalg.norm(grad - gradapprox) / (grad + gradapprox)
    return difference
