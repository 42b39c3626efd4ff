import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    W = [parameters["W1"], parameters["W2"], parameters["W3"]]
    means = np.array([(w**2).sum() / w.size for w in W])
    return compute_cost(A3, Y) + means.sum() * lambd / Y.shape[1] / 2
