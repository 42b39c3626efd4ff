backward_propagation = lambda x, theta: x
