"""
fails = ["slope_is_measured_on_both_sides", "slope_is_measured_on_both_sides_elsewhere"]
hint = "With a large epsilon the slope of a curved J is measured badly: keep 1e-7 as the default."
"""

import numpy as np


def gradient_check(x, theta, epsilon=0.1, print_msg=False):
    theta_plus = theta + epsilon
    theta_minus = theta - epsilon
    J_plus = forward_propagation(x, theta_plus)
    J_minus = forward_propagation(x, theta_minus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference
