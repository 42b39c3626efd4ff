import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    rng = np.random.default_rng()
    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = np.dot(W1, X) + b1
    D1 = (rng.random(Z1.shape) <= keep_prob).astype(int)
    A1 = np.multiply(D1, np.maximum(Z1, 0))
    Z2 = np.dot(W2, A1) + b2
    D2 = (rng.random(Z2.shape) <= keep_prob).astype(int)
    A2 = np.multiply(D2, np.maximum(Z2, 0))
    Z3 = np.dot(W3, A2) + b3
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
