import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta = dictionary_to_vector(parameters)[0].ravel()
    own = np.ravel(gradients_to_vector(gradients))


    def cost(vector):
        return forward_propagation_n(X, Y, vector_to_dictionary(vector.reshape(-1, 1)))[0]



    approx = np.empty(theta.size)
    for i in range(theta.size):
        moved = theta.copy()
        moved[i] = moved[i] + epsilon
        up = cost(moved)
        moved[i] = moved[i] - epsilon
        approx[i] = (up - cost(moved)) / (2 * epsilon)
    return np.linalg.norm(own - approx) / (np.linalg.norm(own) + np.linalg.norm(approx))
