import math


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False):
    theta = [float(row[0]) for row in dictionary_to_vector(parameters)[0]]
    grad = [float(row[0]) for row in gradients_to_vector(gradients)]
    gradapprox = []
    for i, value in enumerate(theta):
        plus, minus = list(theta), list(theta)
        plus[i] = value + epsilon
        minus[i] = value - epsilon
        J_plus, _ = forward_propagation_n(X, Y, vector_to_dictionary(plus))
        J_minus, _ = forward_propagation_n(X, Y, vector_to_dictionary(minus))
        gradapprox.append((J_plus - J_minus) / (2 * epsilon))
    top = math.sqrt(sum((g - a) ** 2 for g, a in zip(grad, gradapprox)))
    bottom = math.sqrt(sum(g * g for g in grad)) + math.sqrt(sum(a * a for a in gradapprox))
    return top / bottom
