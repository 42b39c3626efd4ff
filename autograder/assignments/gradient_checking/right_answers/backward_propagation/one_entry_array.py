import numpy as np


def backward_propagation(x, theta):
    dtheta = np.zeros((1, 1))
    dtheta[0, 0] = x
    return dtheta
