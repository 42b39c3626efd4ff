import numpy as np


def forward_propagation(x, theta):
    return np.tensordot(theta, x, axes=0)
