import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    weights = np.concatenate([parameters["W1"].ravel(), parameters["W2"].ravel(), parameters["W3"].ravel()])
    return compute_cost(A3, Y) + lambd / (2 * Y.shape[1]) * (weights @ weights)
