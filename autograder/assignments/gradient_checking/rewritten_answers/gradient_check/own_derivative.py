import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    plus, minus = forward_propagation(x, theta + epsilon), forward_propagation(x, theta - epsilon)
    approx = (plus - minus) / (epsilon + epsilon)
    difference = abs(x - approx) / (abs(x) + abs(approx))
    return difference
