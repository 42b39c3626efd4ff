import numpy as np


def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = Y.shape[1]
    g = {"dZ3": cache[11] - Y}
    g["dW3"] = g["dZ3"].dot(cache[7].T) / m
    g["db3"] = g["dZ3"].sum(axis=1, keepdims=True) / m
    g["dA2"] = cache[12].T.dot(g["dZ3"]) * cache[6] / keep_prob
    g["dZ2"] = g["dA2"] * (cache[5] > 0)
    g["dW2"] = g["dZ2"].dot(cache[2].T) / m
    g["db2"] = g["dZ2"].sum(axis=1, keepdims=True) / m
    g["dA1"] = cache[8].T.dot(g["dZ2"]) * cache[1] / keep_prob
    g["dZ1"] = g["dA1"] * (cache[0] > 0)
    g["dW1"] = g["dZ1"].dot(X.T) / m
    g["db1"] = g["dZ1"].sum(axis=1, keepdims=True) / m
    return g
