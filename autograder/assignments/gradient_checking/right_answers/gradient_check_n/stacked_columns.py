import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, _ = dictionary_to_vector(parameters)
    moved = np.hstack([theta + epsilon * np.eye(47), theta - epsilon * np.eye(47)])
    costs = np.array([forward_propagation_n(X, Y, vector_to_dictionary(column))[0] for column in moved.T])
    gradapprox = (costs[:47] - costs[47:]).reshape(47, 1) / (2 * epsilon)
    grad = gradients_to_vector(gradients)
    norms = np.linalg.norm(np.hstack([grad - gradapprox, grad, gradapprox]), axis=0)
    return norms[0] / (norms[1] + norms[2])
