import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    right = forward_propagation(x, theta + epsilon)
    left = forward_propagation(x, epsilon + theta)
    gradapprox = (right - left) * 0.5 / epsilon
    grad = backward_propagation(x, theta)
    return np.abs(np.subtract(grad, gradapprox)) / (np.abs(grad) + np.abs(gradapprox))
