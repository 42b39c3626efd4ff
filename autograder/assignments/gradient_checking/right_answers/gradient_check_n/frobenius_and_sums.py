import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, keys = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    gradapprox = np.array([
        [(forward_propagation_n(X, Y, vector_to_dictionary(np.where(np.arange(47)[:, None] == i, theta + epsilon, theta)))[0]
          - forward_propagation_n(X, Y, vector_to_dictionary(np.where(np.arange(47)[:, None] == i, theta - epsilon, theta)))[0])
         / (2 * epsilon)]
        for i in range(47)
    ])
    difference = np.linalg.norm(grad - gradapprox, "fro") / np.sum([np.linalg.norm(v, "fro") for v in (grad, gradapprox)])
    if print_msg:
        print_verdict(difference)
        show_blocks(grad, gradapprox, keys)
    return difference
