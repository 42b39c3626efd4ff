import numpy as np


def forward_propagation(x, theta):
    row = np.reshape(theta, (1, -1))
    column = np.reshape(x, (-1, 1))
    return np.matmul(row, column).item()
