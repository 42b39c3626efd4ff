import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    points = np.array([theta - epsilon, theta + epsilon])
    costs = np.array([forward_propagation(x, point) for point in points])
    slopes = np.array([backward_propagation(x, theta), (np.diff(costs) / (2 * epsilon))[0]])
    return np.abs(np.diff(slopes)) / np.sum(np.abs(slopes))
