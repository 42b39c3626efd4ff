import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    difference_of_costs = forward_propagation(x, theta + epsilon) - forward_propagation(x, theta - epsilon)
    gradapprox = epsilon * difference_of_costs / 2
    grad = backward_propagation(x, theta)
    return float(np.linalg.norm([grad - gradapprox])) / float(np.linalg.norm([grad]) + np.linalg.norm([gradapprox]))
