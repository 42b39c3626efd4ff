import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    t = theta
    t = t + epsilon
    J_plus = forward_propagation(x, t)
    t = t - epsilon
    J_minus = forward_propagation(x, t)
    approx = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    return abs(grad - approx) / (abs(grad) + abs(approx))
