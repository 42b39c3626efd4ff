"""
fails = [
    "difference_measures_the_disagreement",
    "slope_is_measured_on_both_sides",
    "wrong_backward_propagation_is_found",
    "difference_measures_other_disagreements",
    "slope_is_measured_on_both_sides_elsewhere",
    "other_wrong_backward_propagations_are_found",
]
hint = "Call your two functions: a check that does not call them checks nothing."
"""

import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    theta_plus = theta + epsilon
    theta_minus = theta - epsilon
    J_plus = theta_plus * x
    J_minus = theta_minus * x
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = x
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference
