def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    gradapprox = 0.0
    for sign in (+1, -1):
        gradapprox += sign * forward_propagation(x, theta + sign * epsilon)
    gradapprox /= 2 * epsilon
    grad = backward_propagation(x, theta)
    return abs(grad - gradapprox) / (abs(grad) + abs(gradapprox))
