import numpy as np


def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = Y.shape[1]
    g = dict()
    g["dZ3"] = cache[9] - Y
    g["dW3"] = np.dot(g["dZ3"], np.transpose(cache[5])) / m + lambd * cache[10] / m
    g["db3"] = np.sum(g["dZ3"], 1, keepdims=True) / m
    g["dA2"] = np.dot(np.transpose(cache[10]), g["dZ3"])
    g["dZ2"] = g["dA2"] * (cache[4] > 0)
    g["dW2"] = np.dot(g["dZ2"], np.transpose(cache[1])) / m + lambd * cache[6] / m
    g["db2"] = np.sum(g["dZ2"], 1, keepdims=True) / m
    g["dA1"] = np.dot(np.transpose(cache[6]), g["dZ2"])
    g["dZ1"] = g["dA1"] * (cache[0] > 0)
    g["dW1"] = np.dot(g["dZ1"], np.transpose(X)) / m + lambd * cache[2] / m
    g["db1"] = np.sum(g["dZ1"], 1, keepdims=True) / m
    return g
