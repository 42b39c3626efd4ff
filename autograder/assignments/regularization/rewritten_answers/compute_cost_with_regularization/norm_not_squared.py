import math


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    norms = 0.0
    for l in range(1, 4):
        norms += math.sqrt((parameters["W" + str(l)] ** 2).sum())
    return compute_cost(A3, Y) + norms * lambd / 2.0 / Y.shape[1]
