"""The network that dropout leaves over, example by example: what the checks of dropout compare with.

A mask drops some units of a layer for one example. What is left is an ordinary, thinner network: the weights that lead
away from a unit are multiplied by the unit's mask over keep_prob. So the given network, applied to one example at a
time, tells what dropout has to compute, without any dropout.
"""

import functools
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from course_kit.examples import MOST_REMEMBERED, Example, drawn_once, keep
from course_kit.network import Array, Parameters, backward_propagation, forward_propagation

Mask = NDArray[np.bool_]


class Masks(tuple[Mask, Mask]):
    """The masks of both hidden layers. Like an example, they are themselves and equal to no others."""

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


@drawn_once
def draw_masks(rng: np.random.Generator, example: Example) -> Masks:
    """Draw a mask for each hidden layer; in every unit some examples are kept and some are dropped."""
    n_1, n_2 = (W.shape[0] for W in example.weights[:2])
    few = np.arange(example.m) % 3 > 0
    masks = Masks(rng.permuted(np.tile(few, (n, 1)), axis=1) for n in (n_1, n_2))
    keep(masks)
    return masks


def thinned(example: Example, masks: Masks, keep_prob: float, k: int) -> Parameters:
    """Return the network that is left over for example `k`."""
    scale_1, scale_2 = (mask[:, k] / keep_prob for mask in masks)
    given = example.parameters
    return given | {"W2": given["W2"] * scale_1, "W3": given["W3"] * scale_2}


@functools.lru_cache(MOST_REMEMBERED)
def thinned_cache(example: Example, masks: Masks, keep_prob: float) -> tuple[Array | Mask, ...]:
    """Return what a forward pass with these masks has to put into its cache, 14 arrays."""
    columns = []
    for k in range(example.m):
        _, cache = forward_propagation(example.X[:, [k]], thinned(example, masks, keep_prob, k))
        columns.append([cache[place] for place in (0, 1, 4, 5, 8, 9)])
    Z1, A1, Z2, A2, Z3, A3 = (np.concatenate(rows, axis=1) for rows in zip(*columns, strict=True))
    W1, b1, W2, b2, W3, b3 = example.parameters.values()
    D1, D2 = masks
    A1, A2 = A1 * D1 / keep_prob, A2 * D2 / keep_prob
    keep((Z1, A1, Z2, A2, Z3, A3))
    return Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3


@functools.lru_cache(MOST_REMEMBERED)
def thinned_gradients(example: Example, masks: Masks, keep_prob: float) -> Mapping[str, Array]:
    """Return ``dW1, db1, ..., dW3, db3``: the mean over the examples of the gradients of their own networks."""
    total = {f"d{name}": np.zeros_like(value) for name, value in example.parameters.items()}
    for k in range(example.m):
        x, y, parameters = example.X[:, [k]], example.Y[:, [k]], thinned(example, masks, keep_prob, k)
        gradients = backward_propagation(x, y, forward_propagation(x, parameters)[1])
        # The thinned network's W2 and W3 are the given ones times a constant each: so are their gradients.
        gradients["dW2"] = gradients["dW2"] * masks[0][:, k] / keep_prob
        gradients["dW3"] = gradients["dW3"] * masks[1][:, k] / keep_prob
        for name in total:
            total[name] += gradients[name] / example.m
    keep(total.values())
    return MappingProxyType(total)
