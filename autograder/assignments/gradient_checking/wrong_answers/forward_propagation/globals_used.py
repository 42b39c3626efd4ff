"""
fails = [
    "cost_is_a_product",
    "cost_has_the_right_sign",
    "cost_is_a_product_of_other_numbers",
    "cost_has_the_right_sign_elsewhere",
]
hint = "The function must work with the x and theta it is called with, whatever they are called outside."
"""

x_example, theta_example = 3, 5


def forward_propagation(x, theta):
    return x_example * theta_example
