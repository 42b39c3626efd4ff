import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    def drop(A):
        D = np.random.default_rng().random(A.shape) < keep_prob
        return D, A * D / keep_prob**2

    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in "W1 b1 W2 b2 W3 b3".split())
    Z1 = W1.dot(X) + b1
    D1, A1 = drop(relu(Z1))
    Z2 = W2.dot(A1) + b2
    D2, A2 = drop(relu(Z2))
    Z3 = W3.dot(A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
