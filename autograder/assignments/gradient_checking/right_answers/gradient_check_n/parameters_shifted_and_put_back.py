import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    approx = []
    for name in ("W1", "b1", "W2", "b2", "W3", "b3"):
        block = parameters[name]
        for i in range(block.shape[0]):
            for j in range(block.shape[1]):
                kept = block[i, j]
                block[i, j] = kept + epsilon
                J_plus = forward_propagation_n(X, Y, parameters)[0]
                block[i, j] = kept - epsilon
                J_minus = forward_propagation_n(X, Y, parameters)[0]
                block[i, j] = kept
                approx.append((J_plus - J_minus) / (2 * epsilon))
    approx = np.array(approx).reshape(-1, 1)
    grad = gradients_to_vector(gradients)
    return np.linalg.norm(grad - approx) / (np.linalg.norm(grad) + np.linalg.norm(approx))
