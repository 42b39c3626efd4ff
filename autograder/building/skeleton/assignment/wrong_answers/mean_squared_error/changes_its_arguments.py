"""
fails = ["leaves_its_arguments_as_they_are", "leaves_other_arguments_as_they_are"]
hint = "An array that is handed over is not copied: what is written into it, the caller sees."
"""

import numpy as np


def mean_squared_error(Y_hat, Y):
    Y_hat -= Y
    return np.mean(Y_hat**2)
