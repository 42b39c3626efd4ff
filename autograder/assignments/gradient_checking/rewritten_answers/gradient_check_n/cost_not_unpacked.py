import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta = dictionary_to_vector(parameters)[0]
    own = gradients_to_vector(gradients)
    up = np.zeros((theta.size, 1))
    down = np.zeros((theta.size, 1))
    for i in range(theta.size):
        step = np.zeros((theta.size, 1))
        step[i, 0] = epsilon
        up[i] = forward_propagation_n(X, Y, vector_to_dictionary(theta + step))
        down[i] = forward_propagation_n(X, Y, vector_to_dictionary(theta - step))
    approx = (up - down) / (2 * epsilon)
    return np.linalg.norm(own - approx) / (np.linalg.norm(own) + np.linalg.norm(approx))
