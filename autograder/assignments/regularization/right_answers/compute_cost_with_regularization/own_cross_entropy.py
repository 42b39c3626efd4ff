import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    logprobs = np.multiply(-np.log(A3), Y) + np.multiply(-np.log(1 - A3), 1 - Y)
    cost = 1. / m * np.nansum(logprobs)
    for W in (parameters["W1"], parameters["W2"], parameters["W3"]):
        cost += lambd / (2 * m) * np.nansum(W ** 2)
    return cost
