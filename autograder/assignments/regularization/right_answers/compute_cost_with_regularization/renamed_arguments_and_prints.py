import numpy as np


def compute_cost_with_regularization(answers, labels, weights, strength):
    count = labels.shape[1]
    print("examples:", count)
    first = compute_cost(answers, labels)
    second = 0
    for letter in "123":
        second += np.sum(np.square(weights["W" + letter]))
    print("penalty:", second)
    return first + strength * second / (2 * count)
