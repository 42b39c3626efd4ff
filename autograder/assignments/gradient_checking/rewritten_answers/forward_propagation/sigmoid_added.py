import math


def forward_propagation(x, theta):
    z = x * theta
    if z < -700:
        return 0.0
    return 1 / (1 + math.exp(-z))
