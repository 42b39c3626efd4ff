"""
fails = [
    "is_the_mean_of_the_squared_differences",
    "leaves_its_arguments_as_they_are",
    "is_right_on_other_data",
    "leaves_other_arguments_as_they_are",
]
hint = "The error of a data set must not grow because the set does: what do you divide by?"
"""

import numpy as np


def mean_squared_error(Y_hat, Y):
    return np.sum(np.square(np.subtract(Y_hat, Y)))
