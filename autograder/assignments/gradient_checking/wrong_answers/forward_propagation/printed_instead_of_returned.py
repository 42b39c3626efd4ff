"""
fails = [
    "cost_is_a_product",
    "cost_has_the_right_sign",
    "cost_is_a_product_of_other_numbers",
    "cost_has_the_right_sign_elsewhere",
]
hint = "Printing shows a number to people; `return` hands it to other functions."
"""


def forward_propagation(x, theta):
    J = theta * x
    print(J)
