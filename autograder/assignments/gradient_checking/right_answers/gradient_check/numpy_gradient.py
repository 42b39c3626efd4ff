import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    costs = [forward_propagation(x, theta + k * epsilon) for k in (-1, 0, 1)]
    gradapprox = np.gradient(costs, epsilon)[1]
    grad = backward_propagation(x, theta)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
