import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    w = np.hstack([parameters[k].flatten() for k in ("W1", "W2", "W3")])
    return (w**2).sum() * lambd * 0.5 / Y.shape[1]
