def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    def J(t):
        return forward_propagation(x, t)

    gradapprox = (J(theta + epsilon) - J(theta - epsilon)) / (2.0 * epsilon)
    grad = backward_propagation(x, theta)
    return abs(gradapprox - grad) / (abs(gradapprox) + abs(grad))
