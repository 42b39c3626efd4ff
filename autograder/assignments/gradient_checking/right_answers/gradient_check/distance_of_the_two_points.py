import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    plus, minus = theta + epsilon, theta - epsilon
    gradapprox = (forward_propagation(x, plus) - forward_propagation(x, minus)) / (plus - minus)
    grad = backward_propagation(x, theta)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
