"""
fails = [
    "cost_is_a_product",
    "cost_has_the_right_sign",
    "cost_is_a_product_of_other_numbers",
    "cost_has_the_right_sign_elsewhere",
]
hint = "This exercise asks for one number, J, and no cache."
"""


def forward_propagation(x, theta):
    J = theta * x
    cache = (x, theta)
    return J, cache
