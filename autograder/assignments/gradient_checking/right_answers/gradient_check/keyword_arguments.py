def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    J_plus = forward_propagation(x=x, theta=theta + epsilon)
    J_minus = forward_propagation(x, theta=theta - epsilon)
    slope = 0.5 * (J_plus - J_minus) / epsilon
    grad = backward_propagation(theta=theta, x=x)
    return abs(grad - slope) / (abs(grad) + abs(slope))
