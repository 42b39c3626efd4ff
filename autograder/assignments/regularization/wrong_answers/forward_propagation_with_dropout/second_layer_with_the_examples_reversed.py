"""
fails = ["masks_are_independent", "masks_are_independent_for_other_networks"]
hint = "The examples in another order or not, random numbers that the other layer has used are no new ones: draw again."
"""

import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    m = X.shape[1]
    Z1 = W1 @ X + b1
    A1 = relu(Z1)
    R = np.random.rand(max(len(b1), len(b2)), m)
    D1 = R[: len(b1)] < keep_prob
    A1 = A1 * D1 / keep_prob
    Z2 = W2 @ A1 + b2
    A2 = relu(Z2)
    D2 = R[: len(b2), ::-1] < keep_prob
    A2 = A2 * D2 / keep_prob
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache
