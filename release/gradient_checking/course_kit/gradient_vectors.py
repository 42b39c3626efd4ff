"""The network of the gradient-checking lesson, and its parameters as one long column.

The network has 4 inputs, hidden layers of 5 and 3 units and 1 output. Its 47 parameters are 6 *blocks*:
``W1 (5, 4)``, ``b1 (5, 1)``, ``W2 (3, 5)``, ``b2 (3, 1)``, ``W3 (1, 3)``, ``b3 (1, 1)``.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from course_kit.network import Array, Cache, Parameters, backward_propagation, compute_cost, forward_propagation

LAYERS_DIMS = (4, 5, 3, 1)

# Where a gradient check is at its best: no ReLU close to its kink; outputs that are neither so close to 0 or 1 that
# their logarithm is all round-off nor all at 0.5, where the cost is hardly curved; a slope well above 0, in which
# every block of parameters has a fair share and every single parameter some.
CLOSEST_KINK = 0.03
OUTPUT_RANGE = (0.5, 3.0)
SMALLEST_SLOPE, SMALLEST_BLOCK, SMALLEST_ENTRY = 0.3, 0.1, 1e-4

# One draw in 15 is suitable.
MOST_DRAWS = 5000


def gradient_check_example(seed: int | np.random.Generator = 0, m: int = 5) -> tuple[Array, Array, Parameters]:
    """Draw inputs, classes and parameters at which a gradient check is at its best.

    Args:
        seed: The same seed gives the same numbers; or a generator to draw from.
        m: Number of examples, 3 to 10.

    Returns:
        ``X`` of shape ``(4, m)``, ``Y`` of shape ``(1, m)``, and ``W1, b1, W2, b2, W3, b3``.

    Raises:
        ValueError: Nothing suitable turned up, as happens with very few or with many examples.
    """
    rng = np.random.default_rng(seed)
    for _ in range(MOST_DRAWS):
        # Biases of about 0.5 keep most hidden units awake.
        parameters = {
            name: 0.5 * rng.standard_normal(shape) + 0.5 * name.startswith("b")
            for name, shape in _shapes(LAYERS_DIMS).items()
        }
        X = rng.standard_normal((4, m))
        Y = (rng.random((1, m)) < 0.5).astype(float)
        if _is_clear(X, Y, parameters):
            return X, Y, parameters
    raise ValueError(f"no suitable example with m = {m} in {MOST_DRAWS} draws: take m between 3 and 10")


def _is_clear(X: Array, Y: Array, parameters: Parameters) -> bool:
    _, cache = forward_propagation_n(X, Y, parameters)
    Z1, Z2, Z3 = cache[0], cache[4], cache[8]
    if min(np.min(np.abs(Z1)), np.min(np.abs(Z2))) < CLOSEST_KINK:
        return False
    if not OUTPUT_RANGE[0] <= np.max(np.abs(Z3)) <= OUTPUT_RANGE[1]:
        return False
    gradients = backward_propagation(X, Y, cache)
    entries = gradients_to_vector(gradients)
    slope = np.linalg.norm(entries)
    block = min(np.linalg.norm(gradients[f"d{name}"]) for name in parameters)
    return bool(
        slope >= SMALLEST_SLOPE
        and block >= SMALLEST_BLOCK * slope
        and np.min(np.abs(entries)) >= SMALLEST_ENTRY * slope
    )


def forward_propagation_n(X: Array, Y: Array, parameters: Parameters) -> tuple[float, Cache]:
    """Run the network forward and return the cost as well.

    Args:
        X: Inputs, shape ``(4, m)``.
        Y: True classes 0 or 1, shape ``(1, m)``.
        parameters: ``W1, b1, W2, b2, W3, b3``.

    Returns:
        The cross-entropy cost, one number, and the cache ``(Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)``.
    """
    A3, cache = forward_propagation(X, parameters)
    return compute_cost(A3, Y), cache


def dictionary_to_vector(parameters: Mapping[str, Array]) -> tuple[Array, list[str]]:
    """Lay all parameters end to end in one column: W1 row by row, then b1, W2, b2, ...

    Args:
        parameters: ``W1, b1, ..., WL, bL``; left unchanged.

    Returns:
        The column, a copy, shape ``(47, 1)`` for the network of this lesson, and for each of its entries
        the name of the block it comes from: 20 times ``"W1"``, 5 times ``"b1"``, and so on.

    Raises:
        ValueError: A block is missing, as all are in a dictionary of gradients.
    """
    names = _blocks(parameters)
    _assert_complete(parameters, names, "dictionary_to_vector", "for gradients there is gradients_to_vector")
    keys = [name for name in names for _ in range(np.size(parameters[name]))]
    return _column([parameters[name] for name in names]), keys


def gradients_to_vector(gradients: Mapping[str, Array]) -> Array:
    """Lay ``dW1, db1, ..., dWL, dbL`` end to end in one column, in the order of `dictionary_to_vector`.

    Args:
        gradients: What the backward pass returned; entries such as ``dZ1`` or ``dA1`` are passed over.

    Returns:
        The column, a copy, shape ``(47, 1)`` for the network of this lesson.

    Raises:
        ValueError: A block is missing, as all are in a dictionary of parameters.
    """
    names = _blocks(gradients, prefix="d")
    _assert_complete(gradients, names, "gradients_to_vector", "for parameters there is dictionary_to_vector")
    return _column([gradients[name] for name in names])


def vector_to_dictionary(theta: Array, layers_dims: Sequence[int] = LAYERS_DIMS) -> Parameters:
    """Cut a column into the parameters again: the way back from `dictionary_to_vector`.

    Args:
        theta: All parameters, 47 of them; a column ``(47, 1)`` or any other shape. Left unchanged.
        layers_dims: Layer sizes.

    Returns:
        ``W1, b1, W2, b2, W3, b3``, copies.

    Raises:
        ValueError: `theta` has another number of entries.
    """
    entries = np.array(theta, dtype=float).ravel()
    shapes = _shapes(layers_dims)
    expected = sum(rows * columns for rows, columns in shapes.values())
    if entries.size != expected:
        raise ValueError(f"vector_to_dictionary needs {expected} parameters, and theta has {entries.size}")
    parameters, start = {}, 0
    for name, (rows, columns) in shapes.items():
        stop = start + rows * columns
        parameters[name] = entries[start:stop].reshape(rows, columns)
        start = stop
    return parameters


def _shapes(layers_dims: Sequence[int]) -> dict[str, tuple[int, int]]:
    shapes: dict[str, tuple[int, int]] = {}
    for layer, (fan_in, size) in enumerate(pairwise(layers_dims), start=1):
        shapes |= {f"W{layer}": (size, fan_in), f"b{layer}": (size, 1)}
    return shapes


def _blocks(blocks: Mapping[str, Array], prefix: str = "") -> list[str]:
    """Return the names of the blocks in the order of the layers, whatever their order in the dictionary."""
    names, layer = [f"{prefix}W1", f"{prefix}b1"], 2
    while f"{prefix}W{layer}" in blocks:
        names += [f"{prefix}W{layer}", f"{prefix}b{layer}"]
        layer += 1
    return names


def _assert_complete(blocks: Mapping[str, Array], names: Sequence[str], function: str, other: str) -> None:
    missing = [name for name in names if name not in blocks]
    if missing:
        raise ValueError(f"{function} misses {' and '.join(missing)} in the dictionary; {other}")


def _column(arrays: Sequence[Array]) -> Array:
    return np.concatenate([np.ravel(array) for array in arrays]).astype(float).reshape(-1, 1)
