"""
fails = [
    "kept_units_are_scaled",
    "expectation_stays",
    "keeping_all_is_the_plain_pass",
    "kept_units_are_scaled_for_other_probabilities",
    "expectation_stays_for_other_networks",
    "keeping_all_is_the_plain_pass_for_other_networks",
]
hint = "By which factor do activations shrink on average when a unit is kept with probability keep_prob? Undo just that."
"""

import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    Z1 = W1 @ X + b1
    A1 = relu(Z1)
    D1 = np.random.rand(*A1.shape) < keep_prob
    A1 = A1 * D1 / (1 - keep_prob)
    Z2 = W2 @ A1 + b2
    A2 = relu(Z2)
    D2 = np.random.rand(*A2.shape) < keep_prob
    A2 = A2 * D2 / (1 - keep_prob)
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache
