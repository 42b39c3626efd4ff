"""
fails = [
    "cost_is_a_product",
    "cost_has_the_right_sign",
    "cost_is_a_product_of_other_numbers",
    "cost_has_the_right_sign_elsewhere",
]
hint = "Look at the sign of J for two positive numbers."
"""


def forward_propagation(x, theta):
    return -theta * x
