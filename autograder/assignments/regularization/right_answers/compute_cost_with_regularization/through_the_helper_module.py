import numpy as np
import course_kit


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    flat = [W for name, W in sorted(parameters.items()) if name[0] == "W"]
    return course_kit.compute_cost(A3, Y) + lambd / (2 * m) * np.sum([np.sum(W * W) for W in flat])
