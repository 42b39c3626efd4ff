def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    total = 0.0
    for name in ("W1", "W2", "W3"):
        W = parameters[name].copy()
        W *= W
        total += W.sum()
    total *= lambd
    total /= 2 * m
    total += compute_cost(A3, Y)
    return total
