"""
fails = [
    "derivative_is_right",
    "derivative_is_the_same_for_every_theta",
    "derivative_is_right_for_other_numbers",
    "derivative_is_the_same_everywhere",
]
hint = "x need not be a whole number; do not round."
"""


def backward_propagation(x, theta):
    return int(x)
