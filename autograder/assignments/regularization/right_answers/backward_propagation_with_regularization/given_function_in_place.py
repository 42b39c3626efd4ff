def backward_propagation_with_regularization(X, Y, cache, lambd):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    grads = backward_propagation(X, Y, cache)
    grads["dW1"] += lambd * W1 / X.shape[1]
    grads["dW2"] += lambd * W2 / X.shape[1]
    grads["dW3"] += lambd * W3 / X.shape[1]
    return grads
