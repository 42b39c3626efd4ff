import numpy as np


def forward_propagation(x, theta):
    return np.polyval([x, 0.0], theta)
