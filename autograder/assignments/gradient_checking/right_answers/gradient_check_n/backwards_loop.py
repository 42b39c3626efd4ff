import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    gradapprox = np.full(grad.shape, np.nan)
    i = theta.size - 1
    while i >= 0:
        step = np.zeros((theta.size, 1))
        step[i] = epsilon
        J_plus, J_minus = (forward_propagation_n(X, Y, vector_to_dictionary(theta + s))[0] for s in (step, -step))
        gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)
        i -= 1
    assert not np.isnan(gradapprox).any()
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
