import numpy as np


def gradient_check(feature, weight, eps=1e-7, verbose=False):
    up, down = forward_propagation(feature, weight + eps), forward_propagation(feature, weight - eps)
    numeric = (up - down) / (2 * eps)
    analytic = backward_propagation(feature, weight)
    return float(np.abs(analytic - numeric) / (np.abs(analytic) + np.abs(numeric)))
