import numpy as np

SHAPES = [("W1", (5, 4)), ("b1", (5, 1)), ("W2", (3, 5)), ("b2", (3, 1)), ("W3", (1, 3)), ("b3", (1, 1))]


def unpack(vector):
    out, start = {}, 0
    for name, shape in SHAPES:
        size = shape[0] * shape[1]
        out[name] = vector[start:start + size].reshape(shape)
        start += size
    return out


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta = np.concatenate([parameters[name].flatten() for name, _ in SHAPES])
    grad = np.concatenate([gradients["d" + name].flatten() for name, _ in SHAPES])
    gradapprox = np.zeros(theta.size)
    for i in range(theta.size):
        step = np.where(np.arange(theta.size) == i, epsilon, 0.0)
        J_plus, _ = forward_propagation_n(X, Y, unpack(theta + step))
        J_minus, _ = forward_propagation_n(X, Y, unpack(theta - step))
        gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
