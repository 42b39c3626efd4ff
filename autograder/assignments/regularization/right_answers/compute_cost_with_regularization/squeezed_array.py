import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cost = compute_cost(A3, Y) + lambd / (2 * m) * (
        np.sum(np.square(parameters["W1"])) + np.sum(np.square(parameters["W2"])) + np.sum(np.square(parameters["W3"]))
    )
    cost = np.squeeze(np.array([[cost]]))
    assert cost.shape == ()
    return cost
