def backward_propagation(x=1.0, theta=1.0, verbose=False):
    if verbose:
        print(x, theta)
    return x
