import numpy as np


def backward_propagation(x, theta):
    J = np.dot(theta, x)
    dJ_dtheta = x
    return dJ_dtheta
