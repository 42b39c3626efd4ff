import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    W1, b1, W2, b2, W3, b3 = parameters.values()
    Z1 = W1 @ X + b1
    D1 = np.random.uniform(size=Z1.shape)
    D1 = D1 > keep_prob
    A1 = relu(Z1)
    A1 *= D1
    A1 /= keep_prob
    Z2 = W2 @ A1 + b2
    D2 = np.random.uniform(size=Z2.shape)
    D2 = D2 > keep_prob
    A2 = relu(Z2)
    A2 *= D2
    A2 /= keep_prob
    Z3 = W3 @ A2 + b3
    A3 = sigmoid(Z3)
    return A3, [Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3]
