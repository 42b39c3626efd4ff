"""
fails = [
    "derivative_is_right",
    "derivative_is_the_same_for_every_theta",
    "derivative_is_right_for_other_numbers",
    "derivative_is_the_same_everywhere",
]
hint = "This exercise asks for one number."
"""


def backward_propagation(x, theta):
    dtheta = x
    return theta * x, dtheta
