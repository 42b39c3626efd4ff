def backward_propagation(*arguments):
    x, theta = arguments
    return x
