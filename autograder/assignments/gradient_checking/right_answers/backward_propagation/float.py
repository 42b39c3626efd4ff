def backward_propagation(x, theta):
    return float(x)
