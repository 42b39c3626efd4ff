import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    assert epsilon > 0, "epsilon must be positive"
    J_plus = forward_propagation(x, theta + epsilon)
    J_minus = forward_propagation(x, theta - epsilon)
    print("J_plus, J_minus:", J_plus, J_minus)
    gradapprox = np.divide(np.subtract(J_plus, J_minus), np.multiply(2, epsilon))
    grad = backward_propagation(x, theta)
    difference = np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
    assert np.isscalar(difference)
    return difference
