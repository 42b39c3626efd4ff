import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    slope = (forward_propagation(x, theta + epsilon) - forward_propagation(x, theta - epsilon)) / epsilon
    own = backward_propagation(x, theta)
    return abs(own - slope) / (abs(own) + abs(slope))
