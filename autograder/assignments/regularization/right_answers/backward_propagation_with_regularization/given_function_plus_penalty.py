def backward_propagation_with_regularization(X, Y, cache, lambd):
    gradients = backward_propagation(X, Y, cache)
    m = Y.shape[1]
    for layer, place in ((1, 2), (2, 6), (3, 10)):
        gradients[f"dW{layer}"] = gradients[f"dW{layer}"] + lambd / m * cache[place]
    return gradients
