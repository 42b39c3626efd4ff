"""
fails = [
    "derivative_is_right",
    "derivative_is_the_same_for_every_theta",
    "derivative_is_right_for_other_numbers",
    "derivative_is_the_same_everywhere",
]
hint = "A function hands over only what stands after `return`; what it prints is lost to the program."
"""


def backward_propagation(x, theta):
    dtheta = x
