from functools import reduce

import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    names = filter(lambda name: "W" in name, parameters)
    penalty = reduce(lambda total, name: total + np.sum(parameters[name] ** 2), names, 0)
    return compute_cost(A3, Y) + lambd / (2 * Y.shape[1]) * penalty
