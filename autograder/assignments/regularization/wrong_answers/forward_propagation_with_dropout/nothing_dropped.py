"""
fails = [
    "cache_is_complete",
    "masks_keep_the_right_fraction",
    "masks_are_independent",
    "dropped_units_are_zero",
    "kept_units_are_scaled",
    "rest_of_the_pass_follows",
    "inputs_stay_as_they_are",
    "cache_is_complete_for_other_networks",
    "masks_keep_the_right_fraction_for_other_probabilities",
    "masks_are_independent_for_other_networks",
    "dropped_units_are_zero_for_other_networks",
    "kept_units_are_scaled_for_other_probabilities",
    "rest_of_the_pass_follows_for_other_networks",
]
hint = "Both masks keep every unit for every example. Which units are switched off?"
"""

import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    Z1 = W1 @ X + b1
    A1 = relu(Z1)
    D1 = np.ones(A1.shape)
    A1 = A1 * D1
    Z2 = W2 @ A1 + b2
    A2 = relu(Z2)
    D2 = np.ones(A2.shape)
    A2 = A2 * D2
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache
