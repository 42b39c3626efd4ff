def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    J = forward_propagation(x, theta)
    right = (forward_propagation(x, theta + epsilon) - J) / epsilon
    left = (J - forward_propagation(x, theta - epsilon)) / epsilon
    gradapprox = (right + left) / 2
    grad = backward_propagation(x, theta)
    return abs(grad - gradapprox) / (abs(grad) + abs(gradapprox))
