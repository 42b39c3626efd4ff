import math


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    J_plus, J_minus = (forward_propagation(x, t) for t in (theta + epsilon, theta - epsilon))
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    top = math.sqrt((grad - gradapprox) ** 2)
    bottom = math.sqrt(grad ** 2) + math.sqrt(gradapprox ** 2)
    return top / bottom
