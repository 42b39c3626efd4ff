"""
fails = [
    "cost_is_a_product",
    "cost_has_the_right_sign",
    "cost_is_a_product_of_other_numbers",
    "cost_has_the_right_sign_elsewhere",
]
hint = "Two stars mean a power in Python, one star a product."
"""


def forward_propagation(x, theta):
    return theta ** abs(x)
