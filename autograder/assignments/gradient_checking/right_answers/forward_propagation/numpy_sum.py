import numpy as np


def forward_propagation(x, theta):
    x, theta = np.atleast_1d(x), np.atleast_1d(theta)
    J = np.sum(x * theta)
    return J
