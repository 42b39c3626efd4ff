import numpy as np


def forward_propagation(x, theta):
    return np.sum([x, theta])
