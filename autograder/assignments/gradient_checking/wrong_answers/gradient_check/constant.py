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
hint = "The result has to depend on what the two functions return."
"""


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    return 0.0
