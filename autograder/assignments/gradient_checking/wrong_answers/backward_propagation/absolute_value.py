"""
fails = ["derivative_is_right", "derivative_is_right_for_other_numbers"]
hint = "For a negative x, J shrinks when theta grows."
"""


def backward_propagation(x, theta):
    return abs(x)
