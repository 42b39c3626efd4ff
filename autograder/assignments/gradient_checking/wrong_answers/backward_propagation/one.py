"""
fails = [
    "derivative_is_right",
    "derivative_is_the_same_for_every_theta",
    "derivative_is_right_for_other_numbers",
    "derivative_is_the_same_everywhere",
]
hint = "The derivative of theta alone is 1; here theta is multiplied by something."
"""


def backward_propagation(x, theta):
    return 1
