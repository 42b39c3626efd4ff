import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    rng = np.random.RandomState(5)
    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = W1 @ X + b1
    D1 = rng.rand(*Z1.shape) < keep_prob
    A1 = keep_prob * D1 * relu(Z1)
    Z2 = W2 @ A1 + b2
    D2 = rng.rand(*Z2.shape) < keep_prob
    A2 = keep_prob * D2 * relu(Z2)
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
