import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    J_plus, J_minus = forward_propagation(x, np.array([theta + epsilon, theta - epsilon]))
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    return np.abs(grad - gradapprox) / (np.abs(grad) + np.abs(gradapprox))
