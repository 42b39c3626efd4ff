def compute_cost_with_regularization(A3, Y, parameters, lambd):
    _, m = Y.shape
    sum_of_squares = 0.0
    for name in ("W1", "W2", "W3"):
        for row in parameters[name]:
            for w in row:
                sum_of_squares += w * w
    return compute_cost(A3, Y) + lambd * sum_of_squares / (2 * m)
