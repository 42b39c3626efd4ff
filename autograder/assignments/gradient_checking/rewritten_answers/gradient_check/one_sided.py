import math


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    J0 = forward_propagation(x, theta)
    J1 = forward_propagation(x, theta + epsilon)
    approx = (J1 - J0) / epsilon
    grad = backward_propagation(x, theta)
    return math.fabs(grad - approx) / (math.fabs(grad) + math.fabs(approx))
