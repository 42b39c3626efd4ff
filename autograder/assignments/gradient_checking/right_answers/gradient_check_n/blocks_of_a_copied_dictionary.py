import copy

import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    squares = [0.0, 0.0, 0.0]
    for name, block in parameters.items():
        for index in np.ndindex(block.shape):
            shifted = copy.deepcopy(parameters)
            shifted[name][index] = block[index] + epsilon
            J_plus, _ = forward_propagation_n(X, Y, shifted)
            shifted[name][index] = block[index] - epsilon
            J_minus, _ = forward_propagation_n(X, Y, shifted)
            measured = (J_plus - J_minus) / (2 * epsilon)
            given = gradients["d" + name][index]
            squares[0] += (given - measured) ** 2
            squares[1] += given ** 2
            squares[2] += measured ** 2
    return np.sqrt(squares[0]) / (np.sqrt(squares[1]) + np.sqrt(squares[2]))
