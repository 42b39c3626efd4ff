import numpy as np


def mean_squared_error(Y_hat, Y):
    d = (np.array(Y_hat) - np.array(Y)).ravel()
    return float(np.dot(d, d)) / d.size
