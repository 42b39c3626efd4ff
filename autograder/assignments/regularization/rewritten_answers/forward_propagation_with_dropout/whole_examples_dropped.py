import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3"))
    rng = np.random.default_rng()
    Z1 = W1 @ X + b1
    D1 = np.repeat(rng.random(X.shape[1])[None, :] < keep_prob, len(Z1), axis=0)
    A1 = relu(Z1) * D1 / keep_prob
    Z2 = W2 @ A1 + b2
    D2 = np.repeat(rng.random(X.shape[1])[None, :] < keep_prob, len(Z2), axis=0)
    A2 = relu(Z2) * D2 / keep_prob
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
