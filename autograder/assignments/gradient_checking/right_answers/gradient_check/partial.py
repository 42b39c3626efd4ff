from functools import partial


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    J = partial(forward_propagation, x)
    values = list(map(J, [theta - epsilon, theta + epsilon]))
    gradapprox = (values[1] - values[0]) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    return abs(gradapprox - grad) / sum(map(abs, (grad, gradapprox)))
