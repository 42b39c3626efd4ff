def backward_propagation(x, theta):
    return x + x
