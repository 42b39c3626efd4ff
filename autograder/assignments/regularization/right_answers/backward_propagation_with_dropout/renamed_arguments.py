import numpy as np


def backward_propagation_with_dropout(inputs, labels, memory, p):
    z1, d1, a1, w1, _, z2, d2, a2, w2, _, z3, a3, w3, _ = memory
    n = labels.shape[1]
    delta3 = a3 - labels
    delta2 = w3.T.dot(delta3) * (d2 & (z2 > 0)) / p
    delta1 = w2.T.dot(delta2) * (d1 & (z1 > 0)) / p
    result = {}
    for layer, delta, a in zip("321", (delta3, delta2, delta1), (a2, a1, inputs)):
        result["dZ" + layer] = delta
        result["dW" + layer] = delta.dot(a.T) / n
        result["db" + layer] = delta.sum(axis=1).reshape(-1, 1) / n
    return result
