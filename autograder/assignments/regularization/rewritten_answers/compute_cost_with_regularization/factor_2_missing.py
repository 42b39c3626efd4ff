def compute_cost_with_regularization(A3, Y, parameters, lambd):
    total = sum(float(w) * float(w) for name in ("W3", "W2", "W1") for row in parameters[name] for w in row)
    return lambd * total / Y.size + compute_cost(A3, Y)
