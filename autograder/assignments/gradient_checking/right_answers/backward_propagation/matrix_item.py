import numpy as np


def backward_propagation(x, theta):
    X = np.array([[x]])
    dZ = np.ones((1, 1))
    return (dZ @ X.T).item()
