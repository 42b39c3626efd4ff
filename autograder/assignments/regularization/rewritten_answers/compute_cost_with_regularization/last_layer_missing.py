import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    squares = 0
    for l in range(1, len(parameters) // 2):
        squares += np.square(parameters[f"W{l}"]).sum()
    return squares * lambd / (2 * np.shape(Y)[1]) + compute_cost(A3, Y)
