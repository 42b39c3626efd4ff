import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    grad = np.asarray(backward_propagation(x, theta), dtype=float)
    right = np.asarray(forward_propagation(x, theta + epsilon), dtype=float)
    left = np.asarray(forward_propagation(x, theta - epsilon), dtype=float)
    gradapprox = (right - left) / (epsilon + epsilon)
    return np.array(np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox)))
