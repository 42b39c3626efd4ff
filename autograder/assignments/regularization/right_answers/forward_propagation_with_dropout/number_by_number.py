import random

import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    W1, b1, W2, b2, W3, b3 = [parameters[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3")]

    def drop(A):
        D = np.zeros(A.shape)
        for i in range(A.shape[0]):
            for j in range(A.shape[1]):
                if random.random() < keep_prob:
                    D[i, j] = 1
        return D, A * D / keep_prob

    Z1 = W1 @ X + b1
    D1, A1 = drop(relu(Z1))
    Z2 = W2 @ A1 + b2
    D2, A2 = drop(relu(Z2))
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
