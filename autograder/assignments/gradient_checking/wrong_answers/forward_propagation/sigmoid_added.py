"""
fails = [
    "cost_is_a_product",
    "cost_has_the_right_sign",
    "cost_is_a_product_of_other_numbers",
    "cost_has_the_right_sign_elsewhere",
]
hint = "This model is linear: J is not put through an activation."
"""


def forward_propagation(x, theta):
    return sigmoid(theta * x)
