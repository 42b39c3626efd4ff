import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    J_plus, J_minus = forward_propagation(x, theta + epsilon), forward_propagation(x, theta - epsilon)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    vectors = np.array([grad, gradapprox], dtype=float)
    difference = np.abs(vectors[0] - vectors[1]) / np.abs(vectors).sum()
    if print_msg:
        print_verdict(difference)
    return difference
