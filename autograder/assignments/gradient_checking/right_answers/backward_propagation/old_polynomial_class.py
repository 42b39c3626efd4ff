import numpy as np


def backward_propagation(x, theta):
    return np.poly1d([x, 0.0]).deriv()(theta)
