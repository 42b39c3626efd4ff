"""
fails = [
    "cost_is_a_product",
    "cost_has_the_right_sign",
    "cost_is_a_product_of_other_numbers",
    "cost_has_the_right_sign_elsewhere",
]
hint = "Each of x and theta occurs once in the formula."
"""


def forward_propagation(x, theta):
    return theta ** 2 * x
