"""
fails = [
    "cost_is_a_product",
    "cost_has_the_right_sign",
    "cost_is_a_product_of_other_numbers",
    "cost_has_the_right_sign_elsewhere",
]
hint = "x and theta need not be whole numbers; do not round."
"""


def forward_propagation(x, theta):
    return int(theta * x)
