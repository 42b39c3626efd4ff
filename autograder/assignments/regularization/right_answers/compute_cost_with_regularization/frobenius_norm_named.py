import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    W1, W2, W3 = parameters["W1"], parameters["W2"], parameters["W3"]
    norms = [np.linalg.norm(W, "fro") for W in (W1, W2, W3)]
    return compute_cost(A3, Y) + lambd / 2 / Y.size * np.dot(norms, norms)
