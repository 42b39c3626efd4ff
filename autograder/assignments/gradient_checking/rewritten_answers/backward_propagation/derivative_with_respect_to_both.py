import numpy as np


def backward_propagation(x, theta):
    partials = np.array([x, theta], dtype=float)
    return partials.sum()
