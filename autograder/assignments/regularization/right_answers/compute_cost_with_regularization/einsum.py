import numpy as np


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    return compute_cost(A3, Y) + sum(
        np.einsum("ij,ij->", parameters[k], parameters[k]) for k in parameters if k[0] == "W"
    ) * lambd / (2.0 * np.shape(Y)[1])
