import math


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    number = Y.shape[1]
    squared = [float((parameters[n] * parameters[n]).sum()) for n in ("W1", "W2", "W3")]
    return float(compute_cost(A3, Y)) + float(lambd) / 2 / number * math.fsum(squared)
