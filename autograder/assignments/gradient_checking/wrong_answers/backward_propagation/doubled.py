"""
fails = [
    "derivative_is_right",
    "derivative_is_the_same_for_every_theta",
    "derivative_is_right_for_other_numbers",
    "derivative_is_the_same_everywhere",
]
hint = "There is no square in J, so no factor 2 in its derivative."
"""


def backward_propagation(x, theta):
    return 2 * x
