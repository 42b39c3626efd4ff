"""
fails = [
    "derivative_is_right",
    "derivative_is_the_same_for_every_theta",
    "derivative_is_right_for_other_numbers",
    "derivative_is_the_same_everywhere",
]
hint = "The derivative is taken with respect to theta: x stays as it is, like a constant."
"""


def backward_propagation(x, theta):
    return x + theta
