def backward_propagation(x, theta):
    def slope(_):
        return x

    return slope(theta)
