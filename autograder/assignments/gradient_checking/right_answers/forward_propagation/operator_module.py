import operator
from functools import reduce


def forward_propagation(*numbers):
    return reduce(operator.mul, numbers)
