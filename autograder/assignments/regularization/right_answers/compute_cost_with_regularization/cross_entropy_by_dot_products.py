import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cross = -(np.dot(Y, np.log(A3).T) + np.dot(1 - Y, np.log(1 - A3).T)) / m
    l2 = lambd / (2 * m) * (np.sum(parameters["W1"]**2) + np.sum(parameters["W2"]**2) + np.sum(parameters["W3"]**2))
    return cross + l2
