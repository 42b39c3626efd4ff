import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta = dictionary_to_vector(parameters)[0].ravel()
    own = np.ravel(gradients_to_vector(gradients))


    def cost(vector):
        return forward_propagation_n(X, Y, vector_to_dictionary(vector.reshape(-1, 1)))[0]



    approx = np.zeros(theta.shape)
    for i in range(theta.size):
        step = np.zeros(theta.shape)
        step[i] = epsilon
        approx[i] = (cost(theta + step) - cost(theta - step)) / (2 * epsilon)
        break
    return np.linalg.norm(own - approx) / (np.linalg.norm(own) + np.linalg.norm(approx))
