import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    J = {sign: forward_propagation(x, theta + sign * epsilon) for sign in (1, -1)}
    a = (J[1] - J[-1]) / (2 * epsilon)
    g = backward_propagation(x, theta)
    return np.sqrt((g - a) ** 2) - (np.sqrt(g**2) + np.sqrt(a**2))
