"""
fails = [
    "cost_is_a_product",
    "cost_has_the_right_sign",
    "cost_is_a_product_of_other_numbers",
    "cost_has_the_right_sign_elsewhere",
]
hint = "Your function gives back None. What stands after `return`? What is only printed is lost to the program."
"""


def forward_propagation(x, theta):
    J = theta * x
