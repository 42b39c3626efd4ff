import numpy as np


def gradient_check_n(params, grads, inputs, labels, eps=1e-7, verbose=False):
    vector, names = dictionary_to_vector(params)
    analytic = gradients_to_vector(grads)
    numeric = np.zeros(analytic.shape)
    for k in range(vector.shape[0]):
        one_up, one_down = np.copy(vector), np.copy(vector)
        one_up[k, 0] = one_up[k, 0] + eps
        one_down[k, 0] = one_down[k, 0] - eps
        (high, _), (low, _) = (forward_propagation_n(inputs, labels, vector_to_dictionary(v)) for v in (one_up, one_down))
        numeric[k, 0] = np.divide(high - low, 2 * eps)
    return np.divide(np.linalg.norm(analytic - numeric), np.linalg.norm(analytic) + np.linalg.norm(numeric))
