def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    grad = backward_propagation(x, theta)
    gradapprox = (forward_propagation(x, theta + epsilon) - forward_propagation(x, theta - epsilon)) / (2 * epsilon)
    denominator = abs(grad) + abs(gradapprox)
    if denominator == 0:
        return 0.0
    return abs(grad - gradapprox) / denominator
