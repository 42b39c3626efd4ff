import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    points = [theta + epsilon, theta - epsilon]
    up, down = [forward_propagation(x, point) for point in points]
    approx = (up - down) / (points[0] - points[1])
    grad = backward_propagation(x, theta)
    return abs(grad - approx) / abs(grad)
