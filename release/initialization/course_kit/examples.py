"""Small networks with data, made up for a check, and comparisons of what came back for them."""

import functools
import pickle
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from course_kit.checking import FORMULA_TOLERANCE, Array, Student, array_of, kind, largest_error, told_apart
from course_kit.network import Cache, Parameters, forward_propagation

Given = ParamSpec("Given")
Drawn = TypeVar("Drawn")

# More than the checks of one assignment ask for.
MOST_REMEMBERED = 100

# Beyond this a picture shows nothing but one bar.
LARGEST_DRAWN = 1e6


@dataclass(frozen=True, eq=False)
class Example:
    """A small network with data, made up for a check. Its arrays cannot be written to: every student gets the same.

    Attributes:
        X: Inputs, shape ``(n_0, m)``.
        Y: Classes, shape ``(1, m)``, both of them present.
        parameters: ``W1, b1, W2, b2, W3, b3``.
        tell: Whether messages may tell its sizes and numbers.
    """

    X: Array
    Y: Array
    parameters: Parameters
    tell: bool = True

    @property
    def m(self) -> int:
        """Number of examples."""
        return int(self.X.shape[1])

    @property
    def weights(self) -> list[Array]:
        """The three weight matrices."""
        return [self.parameters[name] for name in ("W1", "W2", "W3")]

    @functools.cached_property
    def plain(self) -> tuple[Array, Cache]:
        """What the forward pass without regularization returns: A3 and the cache."""
        A3, cache = forward_propagation(self.X, self.parameters)
        keep(cache)
        return A3, cache


def keep(arrays: Iterable[NDArray[Any]]) -> None:
    """Make arrays that are handed to one student after another such that nobody can write to them."""
    for array in arrays:
        array.setflags(write=False)


def drawn_once(
    function: Callable[Concatenate[np.random.Generator, Given], Drawn],
) -> Callable[Concatenate[np.random.Generator, Given], Drawn]:
    """Draw once what the checks draw for every student alike: the same from a generator in the same state."""
    known: dict[Hashable, tuple[Drawn, Any]] = {}

    @functools.wraps(function)
    def draw(rng: np.random.Generator, /, *arguments: Given.args, **options: Given.kwargs) -> Drawn:
        bits = rng.bit_generator
        key = pickle.dumps(bits.state), arguments, tuple(options.items())
        if key not in known:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            known[key] = function(rng, *arguments, **options), bits.state
        found, bits.state = known[key]
        return found

    return draw


@drawn_once
def draw_example(rng: np.random.Generator, sizes: tuple[int, ...], m: int, *, tell: bool = True) -> Example:
    """Draw a network of sizes ``(n_0, n_1, n_2)`` with one output, and `m` examples; all biases differ from 0."""
    parameters = {}
    for layer, (fan_in, size) in enumerate(zip(sizes, [*sizes[1:], 1], strict=True), start=1):
        parameters[f"W{layer}"] = rng.standard_normal((size, fan_in)) * np.sqrt(2 / fan_in)
        parameters[f"b{layer}"] = rng.uniform(0.2, 0.6, (size, 1))
    Y = np.zeros((1, m))
    Y[0, : m // 2] = 1
    X, Y = rng.standard_normal((sizes[0], m)), rng.permuted(Y, axis=1)
    keep((X, Y, *parameters.values()))
    return Example(X, Y, parameters, tell)


def shaped(value: object, name: str, shape: tuple[int, ...], *, tell: bool) -> Array:
    """Return `value` as an array of that shape, or fail with a sentence that tells the shape only if it may."""
    array = array_of(value, name)
    if array.shape == shape:
        return array
    assert not tell, f"{name} is {kind(array)}; shape {shape} was expected."
    assert array.shape != shape[::-1], f"{name} has its rows and columns exchanged."
    raise AssertionError(f"{name} does not have the shape that it should have.")


def assert_array(value: object, want: Array, name: str, *, tell: bool) -> None:
    """Fail with a sentence unless `value` is the array `want`, up to round-off; tell if only a factor is wrong."""
    got = shaped(value, name, want.shape, tell=tell)
    with np.errstate(all="ignore"):
        if largest_error(got, want) <= FORMULA_TOLERANCE:
            return
        factor = float(np.sum(got * want) / np.sum(want * want))
        proportional = want.size > 1 and factor != 0 and largest_error(got, factor * want) <= FORMULA_TOLERANCE
    times = f"{told_apart(factor, 1, digits=4)[0]} times" if tell else "a multiple of"
    assert not proportional, f"{name} is {times} what it should be, in every entry."
    raise AssertionError(f"{name} differs from what it should be.")


def assert_given_stays(student: Student, what: str) -> None:
    """Fail with a sentence if the last call, of the backward pass `what`, changed X, Y or an array of the cache."""
    changed = " and ".join(("X", "Y", "the cache")[place] for place in student.changed_arguments)
    assert not changed, f"{what} changes {changed} in place; work on copies of what you are given."


def drawable(values: Array | Sequence[float]) -> Array:
    """Return `values` as an array, or fail if a picture of them would show nothing."""
    array = np.asarray(values, dtype=float)
    assert np.all(np.abs(array) <= LARGEST_DRAWN), "Some numbers are too large to be drawn."
    return array
