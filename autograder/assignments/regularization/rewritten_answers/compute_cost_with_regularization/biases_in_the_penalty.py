import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = len(Y[0])
    vector = np.concatenate([p.ravel() for p in parameters.values()])
    return compute_cost(A3, Y) + (lambd / m) * (vector @ vector) / 2
