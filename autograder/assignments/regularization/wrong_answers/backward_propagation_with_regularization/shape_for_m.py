"""
fails = [
    "gradients_without_penalty_are_the_plain_ones",
    "lambd_adds_its_share_to_every_weight_gradient",
    "bias_gradients_stay_plain",
    "gradients_without_penalty_are_the_plain_ones_for_other_networks",
    "lambd_adds_its_share_to_every_weight_gradient_for_other_networks",
    "bias_gradients_stay_plain_for_other_networks",
]
hint = "Something in a division is not a number: is your m the number of examples, or a whole shape?"
"""

import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1./m * np.dot(dZ3, A2.T) + (lambd * W3) / m
    db3 = 1./m * np.sum(dZ3, axis=1, keepdims = True)
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1./m * np.dot(dZ2, A1.T) + (lambd * W2) / m
    db2 = 1./m * np.sum(dZ2, axis=1, keepdims = True)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1./m * np.dot(dZ1, X.T) + (lambd * W1) / m
    db1 = 1./m * np.sum(dZ1, axis=1, keepdims = True)
    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
    return gradients
