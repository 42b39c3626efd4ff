"""How far a two-sided slope of the cost is from the gradient, known without measuring a slope.

Between the kinks of ReLU, Z3 is a straight line in every single parameter. So the cost of one example is
``log(1 + exp(Z3)) - y Z3`` along a straight line, and its third derivative is that of the logarithm, which is
``A3 (1 - A3) (1 - 2 A3)``, times the third power of the slope of Z3. The two-sided slope exceeds the derivative by
``epsilon^2 / 6`` times that third derivative, up to terms with epsilon^4.
"""

import numpy as np

from course_kit.gradient_vectors import forward_propagation_n, gradients_to_vector
from course_kit.network import Array, Parameters, backward_propagation


def slope_errors(X: Array, Y: Array, parameters: Parameters) -> Array:
    """Return the difference that a gradient check finds for right gradients, divided by the square of its epsilon.

    For an epsilon of 0.0025 the terms left out are less than a thousandth of it.

    Args:
        X: Inputs, shape ``(n_0, m)``.
        Y: Classes, shape ``(1, m)``.
        parameters: ``W1, b1, W2, b2, W3, b3``; no kink of ReLU is near.

    Returns:
        The relative difference, and what comes out instead with one of the norms as denominator, with no denominator,
        and with the product of the norms.
    """
    gradient, third = np.zeros((2, sum(value.size for value in parameters.values()), 1))
    for k in range(X.shape[1]):
        x, y = X[:, [k]], Y[:, [k]]
        _, cache = forward_propagation_n(x, y, parameters)
        A3 = cache[9]
        slope = gradients_to_vector(backward_propagation(x, y, cache)) / X.shape[1]
        gradient += slope
        third += A3 * (1 - A3) * (1 - 2 * A3) * (slope / (A3 - y)) ** 3 * X.shape[1] ** 2
    norm, error = float(np.linalg.norm(gradient)), float(np.linalg.norm(third)) / 6
    return np.array([error / (2 * norm), error / norm, error, error / norm**2])
