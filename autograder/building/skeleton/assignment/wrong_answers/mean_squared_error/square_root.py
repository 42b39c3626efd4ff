"""
fails = [
    "is_the_mean_of_the_squared_differences",
    "leaves_its_arguments_as_they_are",
    "is_right_on_other_data",
    "leaves_other_arguments_as_they_are",
]
hint = "The root-mean-square error has the unit of Y; the mean squared error has the square of it."
"""

import numpy as np


def mean_squared_error(Y_hat, Y):
    return np.sqrt(np.mean(np.square(np.subtract(Y_hat, Y))))
