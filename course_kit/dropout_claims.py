"""What the checks of dropout claim. Public and hidden checks make the same claims about different networks."""

import functools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from course_kit.checking import FORMULA_TOLERANCE, Array, Student, entries_of, kind, largest_error, told_apart
from course_kit.examples import MOST_REMEMBERED, Example, assert_array, assert_given_stays, shaped
from course_kit.masks import assert_fraction, assert_independent, assert_zeros_and_ones, mean_error
from course_kit.network import relu, sigmoid
from course_kit.thinned import Masks, thinned_cache, thinned_gradients

FORWARD, BACKWARD = "forward_propagation_with_dropout", "backward_propagation_with_dropout"
CACHE_NAMES = ("Z1", "D1", "A1", "W1", "b1", "Z2", "D2", "A2", "W2", "b2", "Z3", "A3", "W3", "b3")
_IN_THE_CACHE = [f"{name} in the cache" for name in CACHE_NAMES]
GRADIENT_NAMES = ("dW1", "db1", "dW2", "db2", "dW3", "db3")


def dropped(student: Student, example: Example, keep_prob: float | None) -> dict[str, Array]:
    """Return the arrays of the cache by name, after a look at their number, type and shape.

    Args:
        student: Whose function is called.
        example: What it is called with.
        keep_prob: None to leave it out of the call.

    Raises:
        AssertionError: Something else came back, or nothing was dropped though keep_prob is 0.5 or less.
    """
    options = () if keep_prob is None else (keep_prob,)
    returned = student.forward_propagation_with_dropout(example.X, example.parameters, *options)
    what = f"{FORWARD}({', '.join(['X', 'parameters', *(f'{one:g}' for one in options)])})" if example.tell else FORWARD
    assert returned is not None, f"{what} returned nothing: does it end with `return`?"
    pair = isinstance(returned, tuple | list) and len(returned) == 2
    assert pair, f"{what} returned {_count(returned, example)}; two things were expected, A3 and the cache."
    A3, cache = returned
    full = isinstance(cache, tuple | list) and len(cache) == len(CACHE_NAMES)
    assert full, (
        f"The cache is {_count(cache, example)}; a tuple of {len(CACHE_NAMES)} was expected: {', '.join(CACHE_NAMES)}."
    )
    shapes = _shapes(example)
    arrays = {
        name: shaped(value, text, shapes[name], tell=example.tell)
        for name, text, value in zip(CACHE_NAMES, _IN_THE_CACHE, cache, strict=True)
    }
    arrays["returned A3"] = shaped(A3, "The A3 that is returned", shapes["A3"], tell=example.tell)
    nothing = bool(np.all(arrays["D1"] == 1) and np.all(arrays["D2"] == 1))
    assert not nothing or (keep_prob or 0.5) > 0.5, f"{what} drops nothing: the masks keep every unit."
    return arrays


@functools.lru_cache(MOST_REMEMBERED)
def _shapes(example: Example) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {name: value.shape for name, value in example.parameters.items()}
    for layer, W in enumerate(example.weights, start=1):
        shapes |= {f"{letter}{layer}": (W.shape[0], example.m) for letter in "ZDA"}
    return shapes


def _count(value: object, example: Example) -> str:
    if isinstance(value, np.ndarray) and value.ndim and not example.tell:
        return "an array"
    return f"{kind(value)} with {len(value)} entries" if isinstance(value, tuple | list) else kind(value)


def assert_cache(student: Student, example: Example) -> None:
    """Fail unless the cache holds masks, the parameters and A3 where it should."""
    arrays = dropped(student, example, 0.5)
    for name, want in example.parameters.items():
        assert_array(arrays[name], want, f"{name} in the cache", tell=example.tell)
    assert_array(
        arrays["A3"],
        arrays["returned A3"],
        "A3 in the cache, compared with the A3 that is returned,",
        tell=example.tell,
    )
    for name in ("D1", "D2"):
        assert_zeros_and_ones(arrays[name], name)


def assert_kept_fractions(student: Student, cases: Sequence[tuple[Example, float | None]]) -> None:
    """Fail unless each mask keeps the right fraction; None stands for leaving keep_prob out, which means 0.5.

    A right answer fails with a probability of at most `FALSE_REJECT_RATE`.
    """
    for example, keep_prob in cases:
        arrays = dropped(student, example, keep_prob)
        share = keep_prob or 0.5
        told = (
            ", called without keep_prob,"
            if keep_prob is None
            else f" for keep_prob = {share:g}"
            if example.tell
            else ""
        )
        for name in ("D1", "D2"):
            text = f"{name}{told}"
            assert_fraction(arrays[name], share, text, tests=2 * len(cases), tell=example.tell)


def assert_independent_masks(student: Student, example: Example) -> None:
    """Fail unless units, examples and layers are dropped independently; n_1 and n_2 have to be equal."""
    arrays = dropped(student, example, 0.5)
    assert_independent(arrays["D1"], arrays["D2"])


def _layers(arrays: dict[str, Array]) -> list[tuple[str, Array, Array, Array]]:
    """Return name, activations before dropout, mask and activations after it, for both layers, all in floats."""
    with np.errstate(all="ignore"):
        before_1 = relu(arrays["W1"] @ arrays["X"] + arrays["b1"])
        before_2 = relu(arrays["W2"] @ arrays["A1"] + arrays["b2"])
    return [("A1", before_1, arrays["D1"], arrays["A1"]), ("A2", before_2, arrays["D2"], arrays["A2"])]


def assert_dropped_are_zero(student: Student, example: Example) -> None:
    """Fail unless activations are 0 where the mask is, and elsewhere the undropped ones up to a factor."""
    arrays = dropped(student, example, 0.5)
    for name, before, mask, after in _layers(arrays | {"X": example.X} | example.parameters):
        assert_zeros_and_ones(mask, name.replace("A", "D"))
        leak = bool(np.any(after[mask == 0]))
        assert not leak, f"{name} is not 0 everywhere where its mask {name.replace('A', 'D')} is 0."
        with np.errstate(all="ignore"):
            want = before * mask
            factor = float(np.sum(after * want) / np.sum(want * want))
            fits = factor > 0 and largest_error(after, factor * want) <= FORMULA_TOLERANCE
        assert fits, f"{name} is not a multiple of relu(Z{name[1]}) where its mask is 1."


def assert_scaled(student: Student, example: Example, keep_prob: float) -> None:
    """Fail unless what the masks keep is divided by keep_prob."""
    arrays = dropped(student, example, keep_prob)
    for name, before, mask, after in _layers(arrays | {"X": example.X} | example.parameters):
        with np.errstate(all="ignore"):
            # What is nearly 0 is mostly round-off.
            kept = (mask != 0) & (before > 1e-6 * before.max())
            ratio = after[kept] / before[kept] if kept.any() else np.array([math.inf])
            right = np.abs(ratio * keep_prob - 1) <= 1e-6
            if right.all():
                continue
            usual = float(np.median(ratio[~right]))
        told, factor = told_apart(usual, 1 / keep_prob, digits=4)
        wanted = f"{factor}, which is 1 / keep_prob, was expected" if example.tell else "1 / keep_prob was expected"
        raise AssertionError(
            f"{'Some' if right.any() else 'The'} kept activations in {name} are {told} times "
            f"what they are without dropout; {wanted}."
        )


def assert_expectation(student: Student, cases: Sequence[tuple[Example, float]]) -> None:
    """Fail unless activations are on average over the masks what they are without dropout.

    A right answer fails with a probability of at most `FALSE_REJECT_RATE`.
    """
    for example, keep_prob in cases:
        arrays = dropped(student, example, keep_prob)
        for name, before, _, after in _layers(arrays | {"X": example.X} | example.parameters):
            error, allowed = mean_error(before, after, keep_prob, tests=2 * len(cases))
            assert abs(error) <= allowed, (
                f"Averaged over many masks, the activations in {name} are {1 + error:.3g} times "
                "what they are without dropout; about 1 was expected."
            )


def assert_rest_follows(student: Student, example: Example) -> None:
    """Fail unless everything but the dropping is the plain forward pass."""
    arrays, given = dropped(student, example, 0.5), example.parameters
    with np.errstate(all="ignore"):
        wanted = {
            "Z1": (given["W1"] @ example.X + given["b1"], "W1, X and b1"),
            "Z2": (given["W2"] @ arrays["A1"] + given["b2"], "W2, A1 after dropout and b2"),
            "Z3": (given["W3"] @ arrays["A2"] + given["b3"], "W3, A2 after dropout and b3"),
            "A3": (sigmoid(arrays["Z3"]), "Z3"),
            "returned A3": (sigmoid(arrays["Z3"]), "Z3"),
        }
    for name, (want, origin) in wanted.items():
        with np.errstate(all="ignore"):
            right = np.isfinite(want).all() and largest_error(arrays[name], want) <= FORMULA_TOLERANCE
        assert right, f"{name} does not follow from {origin}."


def assert_plain_without_dropping(student: Student, example: Example) -> None:
    """Fail unless ``keep_prob = 1`` gives the plain forward pass."""
    arrays = dropped(student, example, 1.0)
    plain, cache = example.plain
    for name in ("D1", "D2"):
        assert np.all(arrays[name] == 1), f"With keep_prob = 1 the mask {name} does not keep every unit."
    for name, want in {"A1": cache[1], "A2": cache[5], "returned A3": plain}.items():
        assert_array(arrays[name], want, f"{name} for keep_prob = 1, compared with the plain pass,", tell=example.tell)


def assert_inputs_stay(student: Student, example: Example) -> None:
    """Fail unless X and the parameters are after the call what they were before."""
    dropped(student, example, 0.5)
    for place, name in enumerate(("X", "parameters")):
        assert place not in student.changed_arguments, f"{FORWARD} changes {name}, which it was given."


def masked_gradients(student: Student, example: Example, masks: Masks, keep_prob: float) -> dict[str, Any]:
    """Return what the backward pass with dropout returned: the gradients of all parameters as arrays, and the rest.

    Raises:
        AssertionError: A gradient of a parameter is missing, is no array of finite numbers or has another shape.
    """
    what = f"{BACKWARD}(X, Y, cache, {keep_prob:g})" if example.tell else BACKWARD
    cache = thinned_cache(example, masks, keep_prob)
    returned = student.backward_propagation_with_dropout(example.X, example.Y, cache, keep_prob)
    entries = entries_of(returned, GRADIENT_NAMES, what)
    shapes = {name: example.parameters[name[1:]].shape for name in GRADIENT_NAMES}
    return entries | {name: shaped(entries[name], name, shape, tell=example.tell) for name, shape in shapes.items()}


def assert_masked_gradients(
    student: Student, example: Example, masks: Masks, keep_prob: float, names: Sequence[str]
) -> None:
    """Fail unless the gradients of `names` are the means of those of the examples' thinned networks."""
    got, want = masked_gradients(student, example, masks, keep_prob), thinned_gradients(example, masks, keep_prob)
    for name in names:
        text = f"{name} for keep_prob = {keep_prob:g}" if example.tell else name
        assert_array(got[name], want[name], text, tell=example.tell)


def assert_dropped_get_nothing(student: Student, example: Example, masks: Masks, keep_prob: float) -> None:
    """Fail unless dA1 and dA2, where they are returned, are 0 where the masks are, and nothing handed in is changed."""
    got = masked_gradients(student, example, masks, keep_prob)
    assert_given_stays(student, BACKWARD)
    for name, mask in zip(("dA1", "dA2"), masks, strict=True):
        if got.get(name) is not None:
            array = shaped(got[name], name, mask.shape, tell=example.tell)
            leak = bool(np.any(array[~mask]))
            assert not leak, f"{name} is not 0 everywhere where the mask {name[1:].replace('A', 'D')} is 0."
