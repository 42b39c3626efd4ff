"""
fails = [
    "gradients_without_penalty_are_the_plain_ones",
    "bias_gradients_stay_plain",
    "lambd_adds_its_share_to_every_weight_gradient",
    "gradients_without_penalty_are_the_plain_ones_for_other_networks",
    "bias_gradients_stay_plain_for_other_networks",
    "lambd_adds_its_share_to_every_weight_gradient_for_other_networks",
]
hint = "W *= ... changes the weights themselves, and the lines below go on with them: add (lambd / m) * W instead."
"""

import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = dZ3 @ A2.T / m
    db3 = np.sum(dZ3, axis=1, keepdims=True) / m
    W3 *= lambd / m
    dW3 += W3
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (A2 > 0)
    dW2 = dZ2 @ A1.T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    W2 *= lambd / m
    dW2 += W2
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (A1 > 0)
    dW1 = dZ1 @ X.T / m
    W1 *= lambd / m
    dW1 += W1
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
            "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
