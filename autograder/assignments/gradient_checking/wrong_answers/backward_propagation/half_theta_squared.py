"""
fails = [
    "derivative_is_right",
    "derivative_is_the_same_for_every_theta",
    "derivative_is_right_for_other_numbers",
    "derivative_is_the_same_everywhere",
]
hint = "That is an antiderivative: it goes from the slope to the cost, and the exercise asks for the other way."
"""


def backward_propagation(x, theta):
    return x * theta ** 2 / 2
