import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    J_plus = np.zeros((1, 1))
    J_minus = np.zeros((1, 1))
    J_plus[0, 0] = forward_propagation(x, theta + epsilon)
    J_minus[0, 0] = forward_propagation(x, theta - epsilon)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = np.array([[backward_propagation(x, theta)]])
    difference = np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
    return difference.reshape(1)
