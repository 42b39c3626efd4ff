import numpy as np


def backward_propagation(x, theta):
    return np.ones_like(theta, dtype=float) * x
