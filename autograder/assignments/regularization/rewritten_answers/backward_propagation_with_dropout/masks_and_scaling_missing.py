import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):

    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache
    return backward_propagation(X, Y, (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3))
