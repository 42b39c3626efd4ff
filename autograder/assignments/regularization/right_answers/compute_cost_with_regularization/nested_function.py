import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    def l2(W):
        return lambd / 2 * np.sum(np.multiply(W, W))

    m = Y.shape[1]
    return compute_cost(A3, Y) + (l2(parameters["W1"]) + l2(parameters["W2"]) + l2(parameters["W3"])) / m
