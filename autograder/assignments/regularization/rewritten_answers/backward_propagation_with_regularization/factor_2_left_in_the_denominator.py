def backward_propagation_with_regularization(X, Y, cache, lambd):
    grads = backward_propagation(X, Y, cache)
    m = X.shape[1]
    grads["dW1"] = grads["dW1"] + 0.5 * lambd / m * cache[2]
    grads["dW2"] = grads["dW2"] + 0.5 * lambd / m * cache[6]
    grads["dW3"] = grads["dW3"] + 0.5 * lambd / m * cache[10]
    return grads
