"""Gradient descent, the same loop for every experiment of the course."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_kit.network import (
    Array,
    Cache,
    Gradients,
    Parameters,
    backward_propagation,
    compute_cost,
    forward_propagation,
    update_parameters,
)


@dataclass(frozen=True)
class Training:
    """What `train` gives back."""

    parameters: Parameters
    costs: Array
    every: int
    learning_rate: float

    @property
    def iterations(self) -> Array:
        """The iteration at which each of `costs` was measured."""
        return np.arange(len(self.costs), dtype=float) * self.every


def train(
    X: Array,
    Y: Array,
    parameters: Parameters,
    *,
    learning_rate: float,
    iterations: int,
    forward: Callable[[Array, Parameters], tuple[Array, Cache]] = forward_propagation,
    backward: Callable[[Array, Array, Cache], Gradients] = backward_propagation,
    cost: Callable[[Array, Array, Parameters], float] | None = None,
    every: int = 100,
) -> Training:
    """Run gradient descent on the whole training set.

    Args:
        X: Inputs, shape ``(n_0, m)``.
        Y: True classes, shape ``(1, m)``.
        parameters: Where to start; left unchanged.
        learning_rate: Step size, dimensionless.
        iterations: Number of steps.
        forward: Takes ``(X, parameters)``, returns ``(AL, cache)``.
        backward: Takes ``(X, Y, cache)``, returns the gradients.
        cost: Takes ``(AL, Y, parameters)``; the cross-entropy cost if left out.
        every: How many iterations lie between two measurements of the cost.

    Returns:
        The trained parameters and the costs measured on the way.
    """
    costs = []
    for iteration in range(iterations):
        AL, cache = forward(X, parameters)
        if iteration % every == 0:
            costs.append(compute_cost(AL, Y) if cost is None else cost(AL, Y, parameters))
        parameters = update_parameters(parameters, backward(X, Y, cache), learning_rate)
    return Training(parameters, np.array(costs), every, learning_rate)
