"""What a function does when it is called, taken apart into leaves that can be compared one by one.

What came back from one call is a few *leaves*: arrays of numbers, and words for what is not numbers: a type, a text,
how the call failed, which arguments it changed. What a function *always* does, as several runs show it, is a leaf with
a tolerance, or the spread of its draws, or nothing certain.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from autograder._sandbox.session import Reply
from autograder.diagnosing.spread import Array, Draws, Spread

Key = tuple[str | int, ...]

# Formulas that are the same on paper differ by round-off; the larger, absolute part is for differences of nearly equal
# numbers that are divided by 1e-7.
RELATIVE_TOLERANCE = 1e-8
ABSOLUTE_TOLERANCE = 2e-8

# A quotient of differences magnifies round-off. How much, runs on inputs moved by round-off tell, as one sample of it.
NOISE_FACTOR = 50

# Runs that differ by more than this do not differ by round-off.
MOST_NOISE = 1e-6

# A function's value is tens of leaves; whoever returns thousands has returned something else.
MOST_LEAVES = 300
DEEPEST = 6

_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?")
_SHAPE = re.compile(r"\(\d+,[\d,]*\)")
_TYPE_IN_QUOTES = re.compile(r"'(int|float|str|list|tuple|dict|bool|NoneType|function|numpy\.\w+|range)'")

# What matmul and dot say of two matrices that do not fit.
_SIZES_DO_NOT_MATCH = (
    re.compile(r"\(size (\d+) is different from (\d+)\)"),
    re.compile(r"not aligned: (\d+) \(dim \d\) != (\d+) \(dim \d\)"),
)

Leaf = Array | str

# The only leaf of a call that brought nothing back.
FAILURE: Key = ("failure",)

Leaves = Mapping[Key, Leaf]


@dataclass(frozen=True, eq=False)
class Numbers:
    """An array that is the same in every run but for round-off."""

    values: Array
    tolerance: float

    def near(self, array: Array) -> bool:
        """Tell whether an array is the same but for round-off; NaN and infinity have to be at the same places."""
        if array.shape != self.values.shape:
            return False
        # Most leaves of most functions are as they should be, to the last bit.
        if array.tobytes() == self.values.tobytes() and array.dtype == self.values.dtype:
            return True
        with np.errstate(all="ignore"):
            far = np.abs(array - self.values).max(initial=0.0)
        return bool(far <= self.tolerance or (np.isnan(far) and np.array_equal(array, self.values, equal_nan=True)))


class Anything:
    """A leaf about which nothing is certain."""


Known = Numbers | Spread | Anything | str
Behavior = Mapping[Key, Known]


def leaves_of(reply: Reply) -> dict[Key, Leaf]:
    """Return the leaves of what one call brought back."""
    if reply.failure is not None:
        return {FAILURE: f"{reply.failure.verdict}: {kind_of_failure(reply.failure.message)}"}
    return {("changed",): f"changed {reply.changed}", **leaves_of_value(reply.value, "value")}


def leaves_of_value(value: Any, name: str) -> dict[Key, Leaf]:
    """Return the leaves of a value, under keys that begin with `name`."""
    return dict(islice(_taken_apart(value, (name,)), MOST_LEAVES))


def kind_of_message(message: str) -> str:
    """Return a message without the numbers and the types that differ from one way of writing to another."""
    return _NUMBER.sub("#", _TYPE_IN_QUOTES.sub("'type'", message))


def kind_of_failure(message: str) -> str:
    """Return what an exception says, whichever of numpy's functions says it; shapes in no particular order."""
    for pattern in _SIZES_DO_NOT_MATCH:
        if found := pattern.search(message):
            return f"sizes that do not match: {' and '.join(sorted(found.groups()))}"
    shapes = " ".join(sorted(set(_SHAPE.findall(message))))
    # In place, numpy names the shape of the result as well.
    return f"shapes that do not fit: {shapes}" if "broadcast" in message else f"{kind_of_message(message)} {shapes}"


def agree(leaf: Leaf, known: Known) -> bool:
    """Tell whether a leaf is what a known function gives at the same place."""
    match known:
        case Anything():
            return True
        case Numbers():
            return isinstance(leaf, np.ndarray) and known.near(leaf)
        case Spread():
            return isinstance(leaf, np.ndarray) and known.distance(Draws(leaf)) <= 1
        case _:
            return isinstance(leaf, str) and leaf == known


def differ(known: Known | None, other: Known | None) -> bool:
    """Tell whether two functions do different things at one place; None stands for a leaf that is not there."""
    if known is None or other is None:
        return known is not other
    if known is other:
        return False
    if isinstance(known, Anything) or isinstance(other, Anything):
        return False
    if isinstance(known, Spread):
        return not (isinstance(other, Spread) and known.alike(other))
    return not agree(known.values if isinstance(known, Numbers) else known, other)


def what_is_common(runs: Sequence[Leaves], *, measured: bool = True) -> dict[Key, Known]:
    """Return what several runs of one function, with other seeds and inputs moved by round-off, tell about it.

    Args:
        runs: What came back in each.
        measured: Measure what is drawn, or leave it at its shape, which takes a small part of the time.
    """
    first, *others = runs
    return {key: _common(leaf, [other.get(key, "absent") for other in others], measured) for key, leaf in first.items()}


def is_drawn(behavior: Behavior) -> bool:
    """Tell whether some leaf is not the same in every run."""
    return any(isinstance(known, Spread | Anything) for known in behavior.values())


def _common(leaf: Leaf, others: Sequence[Leaf], measured: bool) -> Known:  # noqa: FBT001
    if isinstance(leaf, str):
        return leaf if all(isinstance(other, str) and other == leaf for other in others) else Anything()
    arrays = [leaf, *(other for other in others if isinstance(other, np.ndarray) and other.shape == leaf.shape)]
    if len(arrays) <= len(others) or not leaf.size:
        return Anything() if len(arrays) <= len(others) else Numbers(leaf, 0.0)
    with np.errstate(all="ignore"):
        noise = max(float(np.abs(leaf - array).max()) for array in arrays[1:])
        largest = float(np.abs(leaf).max())
    if noise <= MOST_NOISE * (1 + largest) or all(np.array_equal(leaf, array, equal_nan=True) for array in arrays[1:]):
        tolerance = RELATIVE_TOLERANCE * largest + ABSOLUTE_TOLERANCE + NOISE_FACTOR * noise
        return Numbers(leaf, tolerance if tolerance < np.inf else 0.0)
    return Spread.of(arrays) if measured else Spread.whatever(leaf.shape)


def _taken_apart(value: Any, key: Key) -> Iterator[tuple[Key, Leaf]]:
    array = _numbers(value)
    if array is not None:
        yield key, array
    elif isinstance(value, Mapping) and len(key) <= DEEPEST:
        for name, entry in value.items():
            yield from _taken_apart(entry, (*key, str(name)))
    elif isinstance(value, list | tuple) and len(key) <= DEEPEST:
        for index, entry in enumerate(value):
            yield from _taken_apart(entry, (*key, index))
    else:
        yield key, _word(value)


def _word(value: Any) -> str:
    """Return what something that is not numbers is."""
    if isinstance(value, str):
        return f"text {kind_of_message(value[:80])}"
    return str(getattr(value, "type_name", type(value).__name__))


def _numbers(value: Any) -> Array | None:
    """Return numbers as an array; one number is one number, in however many brackets."""
    if isinstance(value, list | tuple):
        # By type, not by entry: there may be millions.
        if not all(issubclass(kind, bool | int | float | np.number | list | tuple) for kind in set(map(type, value))):
            return None
    elif not isinstance(value, bool | int | float | np.ndarray | np.number):
        return None
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "biuf":
            return None
        array = array.astype(float)
    except (TypeError, ValueError, OverflowError):
        return None
    return array.reshape(()) if array.size == 1 else array
