import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    logprobs = np.multiply(-np.log(A3), Y) + np.multiply(-np.log(1 - A3), 1 - Y)
    l2 = sum(np.einsum("ij,ij", parameters[n], parameters[n]) for n in ["W1", "W2", "W3"])
    return np.sum(logprobs) / m - l2 * lambd / (2 * m)
