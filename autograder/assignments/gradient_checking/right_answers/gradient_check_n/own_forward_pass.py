import numpy as np


def cost_of(X, Y, p):
    A1 = np.maximum(0, np.dot(p["W1"], X) + p["b1"])
    A2 = np.maximum(0, np.dot(p["W2"], A1) + p["b2"])
    A3 = 1 / (1 + np.exp(-(np.dot(p["W3"], A2) + p["b3"])))
    m = Y.shape[1]
    logprobs = np.multiply(-np.log(A3), Y) + np.multiply(-np.log(1 - A3), 1 - Y)
    return 1. / m * np.sum(logprobs)


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, _ = dictionary_to_vector(parameters)
    gradapprox = np.zeros(theta.shape)
    for i in range(theta.shape[0]):
        for sign in (1.0, -1.0):
            moved = theta.copy()
            moved[i] += sign * epsilon
            gradapprox[i] += sign * cost_of(X, Y, vector_to_dictionary(moved))
    gradapprox /= 2 * epsilon
    grad = gradients_to_vector(gradients)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
