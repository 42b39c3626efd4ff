def two_sided(f, t, h):
    return (f(t + h) - f(t - h)) / (2 * h)


def relative(a, b):
    return abs(a - b) / (abs(a) + abs(b))


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    return relative(backward_propagation(x, theta), two_sided(lambda t: forward_propagation(x, t), theta, epsilon))
