import numpy as np


def backward_propagation(x, theta):
    dtheta = np.dot(1, x)
    return dtheta
