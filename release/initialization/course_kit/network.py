"""The network you are given: any number of layers, ReLU inside, sigmoid at the output.

Shapes, for ``m`` examples and layer sizes ``n_0, n_1, ..., n_L``:
``X`` is ``(n_0, m)``, ``Y`` is ``(n_L, m)``, ``Wl`` is ``(n_l, n_{l-1})``, ``bl`` is ``(n_l, 1)``,
``Zl`` and ``Al`` are ``(n_l, m)``.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Parameters = dict[str, Array]
Gradients = dict[str, Array]
Cache = tuple[Any, ...]

# The logarithm of 0 is minus infinity: probabilities this close to 0 or 1 are taken as this close.
SMALLEST_PROBABILITY = 1e-15


def sigmoid(Z: Array) -> Array:
    """Return ``1 / (1 + exp(-Z))``, element by element.

    Written with ``tanh``, which is the same function and cannot overflow.
    """
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * np.asarray(Z, dtype=float))))


def relu(Z: Array) -> Array:
    """Return ``max(0, Z)``, element by element."""
    return np.maximum(0, Z)


def initialize_parameters(layers_dims: Sequence[int], seed: int = 3) -> Parameters:
    """Draw weights with standard deviation ``1 / sqrt(n_{l-1})`` and zero biases.

    Args:
        layers_dims: Layer sizes ``[n_0, n_1, ..., n_L]``.
        seed: Seed of the draw; the same seed gives the same weights.
    """
    rng = np.random.default_rng(seed)
    parameters = {}
    for layer, (fan_in, size) in enumerate(pairwise(layers_dims), start=1):
        parameters[f"W{layer}"] = rng.standard_normal((size, fan_in)) / np.sqrt(fan_in)
        parameters[f"b{layer}"] = np.zeros((size, 1))
    return parameters


def forward_propagation(X: Array, parameters: Parameters) -> tuple[Array, Cache]:
    """Run the network forward: (linear -> ReLU) for every layer but the last, then linear -> sigmoid.

    Args:
        X: Inputs, shape ``(n_0, m)``.
        parameters: ``W1, b1, ..., WL, bL``.

    Returns:
        ``AL``, shape ``(n_L, m)``, and the cache ``(Z1, A1, W1, b1, Z2, A2, W2, b2, ...)``
        that `backward_propagation` needs.
    """
    layers = len(parameters) // 2
    cache: list[Array] = []
    A = X
    for layer in range(1, layers + 1):
        W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]
        Z = W @ A + b
        A = sigmoid(Z) if layer == layers else relu(Z)
        cache += [Z, A, W, b]
    return A, tuple(cache)


def compute_cost(AL: Array, Y: Array) -> float:
    """Return the cross-entropy cost, the mean over the examples of ``-log`` of the right class's probability.

    Args:
        AL: Predicted probabilities of class 1, shape ``(n_L, m)``.
        Y: True classes 0 or 1, same shape.
    """
    A = np.clip(AL, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)
    m = np.shape(Y)[1]
    return float(-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m)


def backward_propagation(X: Array, Y: Array, cache: Cache) -> Gradients:
    """Return the gradient of the cross-entropy cost with respect to everything in the network.

    Args:
        X: Inputs, shape ``(n_0, m)``.
        Y: True classes, shape ``(n_L, m)``.
        cache: What `forward_propagation` returned.

    Returns:
        ``dZL, dWL, dbL, dA(L-1), ..., dZ1, dW1, db1``, each of the shape of what it belongs to.
    """
    m = X.shape[1]
    layers = len(cache) // 4
    gradients: Gradients = {}
    dZ = cache[-3] - Y
    for layer in range(layers, 0, -1):
        W = cache[4 * layer - 2]
        A_before = cache[4 * layer - 7] if layer > 1 else X
        gradients[f"dZ{layer}"] = dZ
        gradients[f"dW{layer}"] = dZ @ A_before.T / m
        gradients[f"db{layer}"] = np.sum(dZ, axis=1, keepdims=True) / m
        if layer > 1:
            dA = W.T @ dZ
            gradients[f"dA{layer - 1}"] = dA
            dZ = dA * (A_before > 0)
    return gradients


def update_parameters(parameters: Parameters, gradients: Gradients, learning_rate: float) -> Parameters:
    """Return the parameters after one step of gradient descent; the ones handed in stay as they are."""
    return {name: value - learning_rate * gradients[f"d{name}"] for name, value in parameters.items()}


def predict(X: Array, parameters: Parameters) -> NDArray[np.int64]:
    """Return the predicted class, 0 or 1, of every example, shape ``(n_L, m)``."""
    AL, _ = forward_propagation(X, parameters)
    return (AL > 0.5).astype(np.int64)


def accuracy(X: Array, Y: Array, parameters: Parameters) -> float:
    """Return the share of examples, between 0 and 1, that the network classifies rightly."""
    return float(np.mean(predict(X, parameters) == Y))
