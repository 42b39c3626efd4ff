import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=True):
    np.random.seed(1)
    theta, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    order = np.random.permutation(theta.shape[0])
    gradapprox = np.zeros(theta.shape)
    for i in order:
        plus = theta.copy(); plus[i] += epsilon
        minus = theta.copy(); minus[i] -= epsilon
        gradapprox[i] = (forward_propagation_n(X, Y, vector_to_dictionary(plus))[0]
                         - forward_propagation_n(X, Y, vector_to_dictionary(minus))[0]) / (2 * epsilon)
    print("shapes:", grad.shape, gradapprox.shape)
    assert grad.shape == gradapprox.shape
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
