"""
fails = [
    "difference_measures_the_disagreement",
    "slope_is_measured_on_both_sides",
    "difference_measures_other_disagreements",
    "slope_is_measured_on_both_sides_elsewhere",
]
hint = "The norms themselves stand in the formula, not their squares."
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
    difference = numerator ** 2 / (np.linalg.norm(grad) ** 2 + np.linalg.norm(gradapprox) ** 2)
    return difference
