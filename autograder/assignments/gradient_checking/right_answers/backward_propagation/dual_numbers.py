class Dual:
    """A value and its slope, which know how to be multiplied."""

    def __init__(self, value, slope):
        self.value, self.slope = value, slope

    def __mul__(self, number):
        return Dual(self.value * number, self.slope * number)


def backward_propagation(x, theta):
    return (Dual(theta, 1.0) * x).slope
