import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    W1, b1, W2, b2, W3, b3 = (np.copy(parameters[name]) for name in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = np.matmul(W1, X) + b1
    D1 = np.random.rand(*Z1.shape) < keep_prob
    A1 = relu(Z1)
    A1[D1 == False] = 0
    A1[D1] /= keep_prob
    Z2 = np.matmul(W2, A1) + b2
    D2 = np.random.rand(*Z2.shape) < keep_prob
    A2 = relu(Z2)
    A2[D2 == False] = 0
    A2[D2] /= keep_prob
    Z3 = np.matmul(W3, A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
