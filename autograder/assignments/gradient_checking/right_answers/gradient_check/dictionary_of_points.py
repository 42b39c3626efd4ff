import numpy as np


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    thetas = {"plus": theta + epsilon, "minus": theta - epsilon}
    J = {}
    for name in thetas:
        J[name] = forward_propagation(x, thetas[name])
    vectors = {
        "grad": np.array([backward_propagation(x, theta)], dtype=float),
        "gradapprox": np.array([(J["plus"] - J["minus"]) / (2 * epsilon)], dtype=float),
    }
    norms = {name: np.sqrt(np.dot(vector, vector)) for name, vector in vectors.items()}
    gap = vectors["grad"] - vectors["gradapprox"]
    return np.sqrt(np.dot(gap, gap)) / (norms["grad"] + norms["gradapprox"])
