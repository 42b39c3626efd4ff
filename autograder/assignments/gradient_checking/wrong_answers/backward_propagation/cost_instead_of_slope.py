"""
fails = [
    "derivative_is_right",
    "derivative_is_the_same_for_every_theta",
    "derivative_is_right_for_other_numbers",
    "derivative_is_the_same_everywhere",
]
hint = "That is J itself. The question is how fast J grows when theta grows."
"""


def backward_propagation(x, theta):
    return theta * x
