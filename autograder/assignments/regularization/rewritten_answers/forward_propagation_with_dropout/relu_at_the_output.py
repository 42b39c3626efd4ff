import numpy as np


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    rng = np.random.default_rng()
    A, cache = X, []
    for l in (1, 2, 3):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        Z = W @ A + b
        A = np.where(Z > 0, Z, 0)
        if l < 3:
            D = rng.binomial(1, keep_prob, size=A.shape)
            A = A * D * (1 / keep_prob)
            cache += [Z, D, A, W, b]
        else:
            cache += [Z, A, W, b]
    return A, tuple(cache)
