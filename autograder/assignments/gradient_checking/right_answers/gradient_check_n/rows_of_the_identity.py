import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, _ = dictionary_to_vector(parameters)

    def cost(vector):
        return forward_propagation_n(X, Y, vector_to_dictionary(vector))[0]

    directions = np.eye(theta.size)[:, :, np.newaxis]
    measured = np.array([(cost(theta + epsilon * e) - cost(theta - epsilon * e)) / (2 * epsilon) for e in directions])
    grad = gradients_to_vector(gradients)[:, 0]
    return np.linalg.norm(grad - measured) / (np.linalg.norm(grad) + np.linalg.norm(measured))
