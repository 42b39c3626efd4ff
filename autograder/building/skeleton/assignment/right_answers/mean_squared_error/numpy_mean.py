import numpy as np


def mean_squared_error(Y_hat, Y):
    return np.mean(np.square(np.subtract(Y_hat, Y)))
