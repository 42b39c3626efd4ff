"""
fails = [
    "is_the_mean_of_the_squared_differences",
    "leaves_its_arguments_as_they_are",
    "is_right_on_other_data",
    "leaves_other_arguments_as_they_are",
]
hint = "Differences of opposite sign must not cancel: square each of them before you take the mean."
"""

import numpy as np


def mean_squared_error(Y_hat, Y):
    return np.mean(np.subtract(Y_hat, Y)) ** 2
