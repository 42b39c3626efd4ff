import numpy as np


def forward_propagation(x, theta):
    J = np.asarray(x, dtype=float) * theta
    return np.array(J)
