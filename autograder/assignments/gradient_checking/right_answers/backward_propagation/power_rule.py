def backward_propagation(x, theta):
    exponent = 1
    dtheta = exponent * theta ** (exponent - 1) * x
    return dtheta
