import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, _ = dictionary_to_vector(parameters)
    own = gradients_to_vector(gradients)
    approx = np.zeros_like(own)
    for i in range(len(theta)):
        costs = []
        for sign in (1, -1):
            moved = theta.copy()
            moved[i, 0] += sign * epsilon
            for name, value in vector_to_dictionary(moved).items():
                parameters[name] = value
            costs.append(forward_propagation_n(X, Y, parameters)[0])
        approx[i, 0] = (costs[0] - costs[1]) / (2 * epsilon)
    return np.linalg.norm(own - approx) / (np.linalg.norm(own) + np.linalg.norm(approx))
