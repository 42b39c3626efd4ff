import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    s = np.vdot(parameters["W1"], parameters["W1"])
    s += np.vdot(parameters["W2"], parameters["W2"])
    s += np.vdot(parameters["W3"], parameters["W3"])
    return compute_cost(A3, Y) + 0.5 * lambd * s / Y.shape[1]
