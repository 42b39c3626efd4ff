class Linear:
    def __init__(self, x):
        self.x = x

    def backward(self, upstream=1):
        return upstream * self.x


def backward_propagation(x, theta):
    return Linear(x).backward()
