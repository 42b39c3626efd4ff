"""
fails = ["is_the_mean_of_the_squared_differences", "is_right_on_other_data"]
hint = "Differences of opposite sign must not cancel: square each of them before you take the mean."
"""

import numpy as np


def mean_squared_error(Y_hat, Y):
    return np.mean(np.subtract(Y_hat, Y)) ** 2
