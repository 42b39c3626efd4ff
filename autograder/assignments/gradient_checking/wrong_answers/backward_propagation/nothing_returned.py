"""
fails = [
    "derivative_is_right",
    "derivative_is_the_same_for_every_theta",
    "derivative_is_right_for_other_numbers",
    "derivative_is_the_same_everywhere",
]
hint = "Your function gives back None. What stands after `return`? What is only printed is lost to the program."
"""


def backward_propagation(x, theta):
    dtheta = x
