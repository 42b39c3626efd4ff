def backward_propagation(x, theta):
    # J is linear in theta: its slope is its value at theta = 1
    return forward_propagation(x, 1)
