"""
fails = ["derivative_is_the_same_for_every_theta", "derivative_is_the_same_everywhere"]
hint = "J / theta cannot be computed where theta is 0, and the slope exists there too: derive the formula instead."
"""


def backward_propagation(x, theta):
    return theta * x / theta
