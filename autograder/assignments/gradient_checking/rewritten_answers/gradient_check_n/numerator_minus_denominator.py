import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta = dictionary_to_vector(parameters)[0].ravel()
    own = np.ravel(gradients_to_vector(gradients))


    def cost(vector):
        return forward_propagation_n(X, Y, vector_to_dictionary(vector.reshape(-1, 1)))[0]



    steps = epsilon * np.eye(theta.size)
    approx = np.array([cost(theta + step) - cost(theta - step) for step in steps]) / (2 * epsilon)
    top = np.sqrt(np.dot(own - approx, own - approx))
    bottom = np.sqrt(np.dot(own, own)) + np.sqrt(np.dot(approx, approx))
    return top - bottom
