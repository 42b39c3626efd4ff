"""The pictures of ``Images/gradient_checking/``, drawn from the solved functions."""

import numpy as np

from course_kit import (
    backward_propagation,
    dictionary_to_vector,
    forward_propagation_n,
    gradient_check_example,
    gradients_to_vector,
    plot_block_errors,
    plot_difference_errors,
    plot_two_sided_difference,
    plot_vector_mapping,
    plot_wrong_factors,
    sigmoid,
    vector_to_dictionary,
)

FACTORS = (-2, -1, -0.5, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4)


def draw(reference):
    """Return the pictures by file stem; `reference` has the solved functions as attributes."""
    X, Y, parameters = gradient_check_example(seed=1, m=8)
    _, cache = forward_propagation_n(X, Y, parameters)
    right = backward_propagation(X, Y, cache)
    measured = _measured(X, Y, parameters)
    _, keys = dictionary_to_vector(parameters)
    scaled = [{name: factor * value for name, value in right.items()} for factor in FACTORS]
    differences = [reference.gradient_check_n(parameters, gradients, X, Y) for gradients in scaled]
    return {
        "two_sided_difference": plot_two_sided_difference(),
        "epsilon_valley": plot_difference_errors(lambda t: np.log1p(np.exp(-t)), sigmoid(0.7) - 1, theta=0.7),
        "vector_mapping": plot_vector_mapping(parameters),
        "relative_difference": plot_wrong_factors(FACTORS, differences),
        "blocks_with_mistakes": plot_block_errors(
            gradients_to_vector(_with_planted_mistakes(X, right, cache)), measured, keys
        ),
        "blocks_mended": plot_block_errors(gradients_to_vector(right), measured, keys),
    }


def _measured(X, Y, parameters, epsilon=1e-7):
    """Return the two-sided differences of the cost, which a gradient check keeps to itself."""
    theta, _ = dictionary_to_vector(parameters)
    steps = epsilon * np.eye(theta.size)[:, :, np.newaxis]

    def cost(vector):
        return forward_propagation_n(X, Y, vector_to_dictionary(vector))[0]

    return np.array([(cost(theta + step) - cost(theta - step)) / (2 * epsilon) for step in steps])


def _with_planted_mistakes(X, right, cache):
    """Return the gradients with the two mistakes of the notebook: Z2 for A2, and ReLU's zeros lost."""
    m = X.shape[1]
    dZ1, Z2 = right["dA1"], cache[4]
    return right | {
        "dW3": right["dZ3"] @ Z2.T / m,
        "dW1": dZ1 @ X.T / m,
        "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
    }
