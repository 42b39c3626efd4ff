def mean_squared_error(predictions, targets):
    m = len(targets[0])
    total = 0
    for i in range(m):
        d = predictions[0][i] - targets[0][i]
        total += d * d
    return total / m
