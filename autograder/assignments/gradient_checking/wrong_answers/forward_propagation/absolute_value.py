"""
fails = ["cost_has_the_right_sign", "cost_has_the_right_sign_elsewhere"]
hint = "J may be negative: nothing in its formula takes the sign away."
"""


def forward_propagation(x, theta):
    return abs(theta * x)
