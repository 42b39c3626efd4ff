import numpy as np


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta, _ = dictionary_to_vector(parameters=parameters)
    grad = gradients_to_vector(gradients=gradients)
    gradapprox = []
    for i in range(theta.shape[0]):
        up = np.array(theta, copy=True)
        up[i, :] = up[i, :] + epsilon
        down = np.array(theta, copy=True)
        down[i, :] = down[i, :] - epsilon
        cost_up, _ = forward_propagation_n(X=X, Y=Y, parameters=vector_to_dictionary(theta=up))
        cost_down, _ = forward_propagation_n(parameters=vector_to_dictionary(down), X=X, Y=Y)
        gradapprox.append([(cost_up - cost_down) / (2 * epsilon)])
    gradapprox = np.asarray(gradapprox)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
