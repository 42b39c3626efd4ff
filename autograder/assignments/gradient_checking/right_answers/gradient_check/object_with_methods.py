class Checker:
    def __init__(self, x, epsilon):
        self.x, self.epsilon = x, epsilon

    def measured(self, theta):
        ahead = forward_propagation(self.x, theta + self.epsilon)
        behind = forward_propagation(self.x, theta - self.epsilon)
        return (ahead - behind) / (2 * self.epsilon)

    def difference(self, theta):
        a, b = backward_propagation(self.x, theta), self.measured(theta)
        return abs(a - b) / (abs(a) + abs(b))


def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    return Checker(x, epsilon).difference(theta)
