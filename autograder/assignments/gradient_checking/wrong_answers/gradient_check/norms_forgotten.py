"""
fails = [
    "difference_is_tiny_for_a_right_derivative",
    "difference_measures_the_disagreement",
    "slope_is_measured_on_both_sides",
    "difference_measures_other_disagreements",
]
hint = "Above and below the fraction line stand norms, which are never negative. Did you take them?"
"""

import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    slope = (forward_propagation(x, thetaplus) - forward_propagation(x, thetaminus)) / (2. * epsilon)
    d = backward_propagation(x, theta)
    num = d - slope
    den = d + slope
    if print_msg:
        print_verdict(num / den)
    return num / den
