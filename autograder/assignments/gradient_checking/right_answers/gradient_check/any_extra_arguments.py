def gradient_check(x, theta, *options, **named):
    epsilon = options[0] if options else named.get("epsilon", 1e-7)
    up = forward_propagation(x, theta + epsilon)
    down = forward_propagation(x, theta - epsilon)
    rise, run = up - down, 2 * epsilon
    slope = rise / run
    derivative = backward_propagation(x, theta)
    bottom = abs(derivative) + abs(slope)
    top = max(derivative, slope) - min(derivative, slope)
    return top / bottom
