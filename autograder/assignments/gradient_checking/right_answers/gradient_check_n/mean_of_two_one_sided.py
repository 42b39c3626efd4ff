import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    J, _ = forward_propagation_n(X, Y, parameters)
    gradapprox = np.zeros(grad.shape)
    for i in range(theta.shape[0]):
        step = np.zeros(theta.shape)
        step[i] = epsilon
        right = (forward_propagation_n(X, Y, vector_to_dictionary(theta + step))[0] - J) / epsilon
        left = (J - forward_propagation_n(X, Y, vector_to_dictionary(theta - step))[0]) / epsilon
        gradapprox[i] = 0.5 * (right + left)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
