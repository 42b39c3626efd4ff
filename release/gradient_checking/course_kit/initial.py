"""What checks of initial parameters share: the layers' weights and biases, and whether each was drawn by itself.

The shape of an entry is a claim of its own. Claims about values look at the entries one after another, so
that a transposed array costs the points of its shape and no more.
"""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np

from course_kit.checking import FALSE_REJECT_RATE, Array, array_of, entries_of, kind

_PARAMETER = re.compile(r"[Wb]\d{1,3}")

# Continuous draws hardly ever repeat, even rounded to 32 bits; copied rows, columns or layers repeat half or more.
SHARE_OF_NEW_NUMBERS = 0.9

# Beyond this nobody reads a picture with every entry written in it.
MOST_DRAWN_ARRAYS, MOST_DRAWN_ENTRIES = 8, 12


def shapes_of(layers_dims: Sequence[int]) -> dict[str, tuple[int, int]]:
    """Return the shape of ``W1, b1, ..., WL, bL`` for layer sizes ``[n_0, ..., n_L]``."""
    shapes = {}
    for layer, (fan_in, size) in enumerate(pairwise(layers_dims), start=1):
        shapes[f"W{layer}"] = (size, fan_in)
        shapes[f"b{layer}"] = (size, 1)
    return shapes


def drawn_parameters(value: object, what: str) -> dict[str, Array]:
    """Return the weights and biases of whatever layers a dictionary holds, if they are few and small enough to draw.

    Args:
        value: What the student's function returned.
        what: The call, or the function's name.

    Raises:
        AssertionError: It is not a dictionary, or a picture of it would show nothing.
    """
    entries = {str(name): entry for name, entry in entries_of(value, [], what).items()}
    arrays = {name: array_of(entry, name) for name, entry in entries.items() if _PARAMETER.fullmatch(name)}
    small = all(array.ndim == 2 and 1 <= array.size <= MOST_DRAWN_ENTRIES for array in arrays.values())
    assert 1 <= len(arrays) <= MOST_DRAWN_ARRAYS, "Only a few matrices are drawn."
    assert small, "Only small matrices are drawn."
    return arrays


def assert_shapes(value: object, layers_dims: Sequence[int], what: str, *, tell: bool) -> None:
    """Fail with a sentence unless `value` holds every weight matrix and bias vector in the shape it should have.

    Args:
        value: What the student's function returned.
        layers_dims: Layer sizes ``[n_0, ..., n_L]`` that the function was called with.
        what: The call, or the function's name.
        tell: Whether the sentence may tell the layer sizes.

    Raises:
        AssertionError: It is not a dictionary, an entry is missing or belongs to no layer, or one has another shape.
    """
    shapes = shapes_of(layers_dims)
    entries = entries_of(value, list(shapes), what)
    # The network counts its layers by the entries; whatever else a dictionary holds is up to the student.
    extra = [name for name in entries if _PARAMETER.fullmatch(str(name)) and name not in shapes]
    # Its number is the student's choice, and could be one of secret layer sizes.
    entry = f"the entry {extra[0]}" if extra and tell else "an entry"
    assert not extra, f"{what} returned {entry} that belongs to no layer: the layers count from 1."
    for name, shape in shapes.items():
        array = array_of(entries[name], name)
        if array.shape == shape:
            continue
        assert tell, (
            f"{name} of {what} has its rows and columns exchanged."
            if array.shape == shape[::-1]
            else f"{name} of {what} does not have the shape that layers_dims asks for."
        )
        raise AssertionError(f"{name} of {what} is {kind(array)}; shape {shape} was expected.")


def flat(value: object, letter: str, layers_dims: Sequence[int], what: str) -> dict[str, Array]:
    """Return one array a layer, flattened, whatever its shape.

    Args:
        value: What the student's function returned.
        letter: ``W`` for the weights, ``b`` for the biases.
        layers_dims: Layer sizes ``[n_0, ..., n_L]`` that the function was called with.
        what: The call, or the function's name.

    Returns:
        ``{"W1": (n_1 * n_0,), ...}`` or ``{"b1": (n_1,), ...}``.

    Raises:
        AssertionError: It is not a dictionary, an entry is missing, or one has too many or too few numbers.
    """
    sizes = {name: rows * columns for name, (rows, columns) in shapes_of(layers_dims).items() if name[0] == letter}
    entries = entries_of(value, list(sizes), what)
    arrays = {name: array_of(entries[name], name).ravel() for name in sizes}
    for name, size in sizes.items():
        assert arrays[name].size == size, (
            f"{name} of {what} has {_more_or_fewer(arrays[name].size, size)} entries than it should have."
        )
    return arrays


def _more_or_fewer(got: int, want: int) -> str:
    return "more" if got > want else "fewer"


def assert_zero(arrays: Mapping[str, Array], what: str) -> None:
    """Fail with a sentence unless every entry of every array is exactly 0; `what` is the call or the function's name.

    Raises:
        AssertionError: Some entry is not 0.
    """
    for name, array in arrays.items():
        assert not array.any(), f"{name} of {what} has entries that are not 0."


def scaled(weights: Mapping[str, Array], stds: Sequence[float] | Array) -> Array:
    """Return the weights of all layers, each layer divided by the standard deviation that it should have."""
    with np.errstate(over="ignore"):
        return np.concatenate([draws / std for draws, std in zip(weights.values(), stds, strict=True)])


def assert_own_draws(weights: Mapping[str, Array], what: str) -> None:
    """Fail with a sentence unless every weight is a draw of its own: no copied rows, columns or layers, of either sign.

    A right answer fails with a probability far below 1e-9: a tenth of the numbers would have to repeat by chance.

    Args:
        weights: One array a layer, all of the same number of entries.
        what: The call, or the function's name.

    Raises:
        AssertionError: Many numbers of a layer, or of two layers, are the same but for the sign.
    """
    sizes = {name: np.abs(array) for name, array in weights.items()}
    for name, array in sizes.items():
        new = np.unique(array).size
        assert new >= SHARE_OF_NEW_NUMBERS * array.size, (
            f"Many entries of {name} of {what} are the same number, or the same but for the sign."
        )
    for (one, first), (other, second) in combinations(sizes.items(), 2):
        common = np.intersect1d(first, second).size
        assert common <= (1 - SHARE_OF_NEW_NUMBERS) * first.size, (
            f"{one} and {other} of {what} hold the same numbers, or the same but for the sign, though every weight "
            "should be drawn anew."
        )


def assert_no_order(weights: Mapping[str, Array], what: str) -> None:
    """Fail with a sentence unless units and inputs are alike but for chance, as those of sorted weights are not.

    Sums over the rows and over the columns are compared with the mean square of all entries. For R sums of normal draws
    they are, divided by their variance, at most ``R + 2 sqrt(R t) + 2 t`` in all, and the sum of N squares is at least
    ``N - 2 sqrt(N t)``, each but for a probability of exp(-t) (Laurent and Massart, as in `assert_normal`). Without the
    layer's mean, which is another check's business, sums are smaller, and one square a layer is missing.

    Args:
        weights: One array a layer, each of them of as many inputs as units.
        what: The call, or the function's name.

    Raises:
        AssertionError: The sums vary too much.
    """
    t = math.log(3 / FALSE_REJECT_RATE)
    layers = np.array(list(weights.values()))
    n = math.isqrt(layers.shape[1])
    with np.errstate(all="ignore"):
        centered = (layers - np.mean(layers, axis=1, keepdims=True)).reshape(-1, n, n)
        sums, squares = len(layers) * n, layers.size - len(layers)
        variance = np.vdot(centered, centered) / squares
        most = (sums + 2 * math.sqrt(sums * t) + 2 * t) / (1 - 2 * math.sqrt(t / squares))
        for axis, places in ((2, "units"), (1, "inputs")):
            varying = np.sum(np.sum(centered, axis=axis) ** 2) / (n * variance)
            assert varying <= most, (
                f"In the weights of {what} some {places} have far larger weights than others: are they sorted?"
            )
