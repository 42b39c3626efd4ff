import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    values, _ = dictionary_to_vector(parameters)
    count = values.shape[0]
    J = np.zeros((count, 2))
    for i in range(count):
        for column, sign in enumerate((1, -1)):
            shifted = np.array(values)
            shifted[i] = shifted[i] + sign * epsilon
            J[i, column], cache = forward_propagation_n(X, Y, vector_to_dictionary(shifted))
    gradapprox = (J[:, :1] - J[:, 1:]) / (2 * epsilon)
    grad = gradients_to_vector(gradients)
    difference = np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
    return difference
