import numpy as np


def sum_of_squares(matrix):
    return np.square(matrix).sum()


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    penalty = sum(map(sum_of_squares, (parameters["W1"], parameters["W2"], parameters["W3"])))
    return compute_cost(A3, Y) + lambd * penalty / (2 * m)
