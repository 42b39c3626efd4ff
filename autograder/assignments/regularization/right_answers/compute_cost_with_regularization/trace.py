import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    pen = 0
    for W in (parameters["W1"], parameters["W2"], parameters["W3"]):
        pen += np.trace(np.dot(W, W.T))
    return (lambd * pen) / (2 * m) + compute_cost(A3, Y)
