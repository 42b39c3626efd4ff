import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, _ = dictionary_to_vector(parameters)
    g = gradients_to_vector(gradients)
    a = np.zeros_like(g)
    for i in range(g.shape[0]):
        plus, minus = theta.copy(), theta.copy()
        plus[i], minus[i] = theta[i] + epsilon, theta[i] - epsilon
        a[i] = forward_propagation_n(X, Y, vector_to_dictionary(plus))[0]
        a[i] = a[i] - forward_propagation_n(X, Y, vector_to_dictionary(minus))[0]
    a = a / (2 * epsilon)
    d = g - a
    return np.sqrt(d.T @ d) / (np.sqrt(g.T @ g) + np.sqrt(a.T @ a))
