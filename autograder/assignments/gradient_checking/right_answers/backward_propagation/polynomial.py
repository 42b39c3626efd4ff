import numpy as np


def backward_propagation(x, theta):
    J = np.polynomial.Polynomial([0.0, x])
    return J.deriv()(theta)
