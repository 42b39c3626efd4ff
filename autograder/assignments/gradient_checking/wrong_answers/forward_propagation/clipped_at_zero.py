"""
fails = ["cost_has_the_right_sign", "cost_has_the_right_sign_elsewhere"]
hint = "J may be negative: there is no ReLU in this model."
"""


def forward_propagation(x, theta):
    return max(0, theta * x)
