"""
fails = [
    "derivative_is_right",
    "derivative_is_the_same_for_every_theta",
    "derivative_is_right_for_other_numbers",
    "derivative_is_the_same_everywhere",
]
hint = "Printing shows a number to people; `return` hands it to other functions."
"""


def backward_propagation(x, theta):
    print(x)
