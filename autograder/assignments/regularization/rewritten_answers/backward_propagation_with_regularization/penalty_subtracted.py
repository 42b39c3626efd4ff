def backward_propagation_with_regularization(X, Y, cache, lambd):
    grads = backward_propagation(X, Y, cache)
    for l in (1, 2, 3):
        grads["dW%d" % l] -= cache[4 * l - 2] * (lambd / Y.shape[1])
    return grads
