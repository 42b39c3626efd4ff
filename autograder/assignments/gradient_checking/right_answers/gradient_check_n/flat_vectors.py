import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta = dictionary_to_vector(parameters)[0].ravel()
    grad = gradients_to_vector(gradients).ravel()
    gradapprox = np.empty(theta.size)
    for i in range(theta.size):
        shift = np.zeros(theta.size)
        shift[i] = epsilon
        up, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta + shift))
        down, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta - shift))
        gradapprox[i] = (up - down) / (2 * epsilon)
    return float(np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox)))
