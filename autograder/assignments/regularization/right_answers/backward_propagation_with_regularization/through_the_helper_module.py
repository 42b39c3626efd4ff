import numpy as np
import course_kit


def backward_propagation_with_regularization(X, Y, cache, lambd):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    plain = course_kit.backward_propagation(X, Y, cache)
    m = X.shape[1]
    return {**plain, "dW1": plain["dW1"] + lambd / m * W1, "dW2": plain["dW2"] + lambd / m * W2, "dW3": plain["dW3"] + lambd / m * W3}
