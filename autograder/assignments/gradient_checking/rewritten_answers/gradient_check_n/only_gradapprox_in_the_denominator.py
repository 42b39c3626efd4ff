import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta = dictionary_to_vector(parameters)[0].ravel()
    own = np.ravel(gradients_to_vector(gradients))


    def cost(vector):
        return forward_propagation_n(X, Y, vector_to_dictionary(vector.reshape(-1, 1)))[0]



    approx = []
    for i in range(theta.size):
        up, down = theta.copy(), theta.copy()
        up[i] += epsilon
        down[i] -= epsilon
        approx.append((cost(up) - cost(down)) / (2 * epsilon))
    return np.sqrt(sum((a - g) ** 2 for a, g in zip(approx, own))) / np.sqrt(sum(a**2 for a in approx))
