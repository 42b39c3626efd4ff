import random

import numpy as np


def mask(shape, keep_prob):
    return np.array([[1.0 if random.gauss(0, 1) < keep_prob else 0.0 for _ in range(shape[1])] for _ in range(shape[0])])


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    Z1 = parameters["W1"] @ X + parameters["b1"]
    D1 = mask(Z1.shape, keep_prob)
    A1 = relu(Z1) * D1 / keep_prob
    Z2 = parameters["W2"] @ A1 + parameters["b2"]
    D2 = mask(Z2.shape, keep_prob)
    A2 = relu(Z2) * D2 / keep_prob
    Z3 = parameters["W3"] @ A2 + parameters["b3"]
    A3 = sigmoid(Z3)
    p = parameters
    return A3, (Z1, D1, A1, p["W1"], p["b1"], Z2, D2, A2, p["W2"], p["b2"], Z3, A3, p["W3"], p["b3"])
