"""What check files are written with: claims, pictures, and words for what went wrong.

A *check* is a plain pytest function that takes the fixture `student` and makes one claim about one
exercise. Its docstring is the line the student reads. A failed check is an ordinary ``assert`` whose
message says what was called, what came back and what was expected.
"""

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Function = TypeVar("Function", bound=Callable[..., Any])


class Student(Protocol):
    """The functions that a student wrote, whether they run in this process or in a sandbox."""

    @property
    def changed_arguments(self) -> tuple[int, ...]:
        """Positions of the arguments that the last call changed in place."""

    def using(self, **replacements: Callable[..., Any]) -> "Student":
        """Return the same functions, except that what they call by these names is replaced."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the student's function of that name; it takes positional arguments only.

        Every call gets copies of its arguments and freshly seeded random generators.

        Raises (when called):
            CallFailed: The function is missing, raised, took too long or took its process down.
        """


class CallFailed(Exception):
    """A call of a student's function that brought no value back.

    Attributes:
        verdict: ``raised``, ``timed_out``, ``died`` or ``missing``.
        message: One sentence for the student.
        line: The line of the function's cell in which an exception left it, if that is known.
    """

    def __init__(self, verdict: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.verdict = verdict
        self.message = message
        self.line = line

    @property
    def told(self) -> str:
        """The sentence with the line in it. Apart, for the same mistake is made in different lines."""
        if self.line is None or " raised " not in self.message:
            return self.message
        return f"{self.message.rstrip('.')}, in line {self.line} of its cell."


@dataclass(frozen=True)
class Claim:
    """Which exercise a check belongs to, what it is worth, and the hint that goes with it."""

    exercise: str
    points: int
    hint: str

    def __post_init__(self) -> None:
        if self.points < 0:
            raise ValueError(f"{self.exercise}: a check is worth 0 points or more, not {self.points}")


def claim(exercise: str, *, points: int, hint: str) -> Callable[[Function], Function]:
    """Make a pytest function a check of one exercise.

    Args:
        exercise: Name of the graded function.
        points: What the check is worth, whole points.
        hint: One or two sentences that name the idea and do not give the line away.

    Raises:
        ValueError: The function has no docstring, so the student would read nothing, or its hint is empty.
    """

    def mark(function: Function) -> Function:
        if not (function.__doc__ or "").strip():
            raise ValueError(f"{function.__name__}: give the check a docstring; it is the line the student reads")
        if not hint.strip():
            raise ValueError(f"{function.__name__}: give the check a hint; it names the idea to a student who fails it")
        function.__dict__["claim"] = Claim(exercise, points, hint)
        return function

    return mark


def picture(exercise: str) -> Callable[[Function], Function]:
    """Make ``function(student) -> Figure`` the picture of one exercise; its docstring is the text alternative."""

    def mark(function: Function) -> Function:
        if not (function.__doc__ or "").strip():
            raise ValueError(f"{function.__name__}: give the picture a docstring; it is the text alternative")
        function.__dict__["picture_of"] = exercise
        return function

    return mark


def kind(value: object) -> str:
    """Return what a value is in a beginner's words: ``nothing (None)``, ``a list``, ``an array of shape (2, 3)``."""
    if value is None:
        return "nothing (None)"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.shape else "a single number"
    if isinstance(value, bool | int | float | np.number):
        return "a single number"
    name = str(getattr(value, "type_name", type(value).__name__))
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def array_of(
    value: object, name: str, shape: tuple[int, ...] | None = None, *, expected: str = "an array of real numbers"
) -> Array:
    """Return `value` as an array of real numbers, or fail with a sentence for the student.

    Args:
        value: What the student's function returned, or an entry of it. Lists and booleans count as arrays.
        name: What the student calls it.
        shape: The shape that it must have; any shape if left out.
        expected: What to say was expected of something that holds no numbers.

    Raises:
        AssertionError: It is not an array of finite numbers, or not of that shape.
    """
    assert value is not None, f"{name} is None: it was never computed, or the function ended without `return`."
    try:
        raw = np.asarray(value)
        # numpy would read text and dates as numbers, and drop the imaginary part of complex ones.
        if raw.dtype.kind not in "biufO":
            raise TypeError
        array = raw if raw.dtype == np.float64 else _as_floats(raw)
    except (TypeError, ValueError, OverflowError):
        raise AssertionError(f"{name} is {kind(value)}; {expected} was expected.") from None
    if shape is not None:
        assert array.shape == shape, f"{name} has shape {array.shape}; {shape} was expected."
    # NaN and infinity go into the sum of squares, in one step; so may numbers that are very large.
    assert math.isfinite(np.vdot(array, array)) or np.isfinite(array).all(), f"{name} holds NaN or infinity."
    return array


def _as_floats(array: NDArray[Any]) -> Array:
    if array.dtype.kind in "bi":
        return array.astype(float)
    with np.errstate(over="ignore"):
        return array.astype(float)


def number_of(value: object, name: str) -> float:
    """Return `value` as one real number; an array with a single entry counts.

    Raises:
        AssertionError: It is not one finite number.
    """
    array = array_of(value, name, expected="one number")
    assert array.size == 1, f"{name} is {kind(value)}; one number was expected."
    return float(array.reshape(()))


def entries_of(value: object, names: Sequence[str], what: str) -> dict[str, Any]:
    """Return `value` as a dictionary that has all of `names`; more entries do no harm.

    Raises:
        AssertionError: It is not a dictionary, or an entry is missing.
    """
    assert value is not None, f"{what} returned nothing: does it end with `return`?"
    assert isinstance(value, Mapping), f"{what} returned {kind(value)}; a dictionary was expected."
    missing = [name for name in names if name not in value]
    assert not missing, f"{what} returned a dictionary without {', '.join(map(repr, missing))}."
    return dict(value)


def parts_of(value: object, names: Sequence[str] | int, what: str) -> tuple[Any, ...]:
    """Return the parts of what came back from a function that returns several things.

    Args:
        value: What the student's function returned; a list counts.
        names: What the parts are called, in their order, or how many they are.
        what: Name of the function.

    Raises:
        AssertionError: It is no tuple, or one of another length.
    """
    count = names if isinstance(names, int) else len(names)
    wanted = f"{count} things were expected" if isinstance(names, int) else f"({', '.join(names)}) was expected"
    assert value is not None, f"{what} returned nothing: does it end with `return`?"
    assert isinstance(value, tuple | list), f"{what} returned {kind(value)}; {wanted}."
    assert len(value) == count, f"{what} returned {kind(value)} of {len(value)}; {wanted}."
    return tuple(value)


def parameters_of(value: object, layers_dims: Sequence[int], what: str) -> dict[str, Array]:
    """Return `value` as ``W1, b1, ..., WL, bL`` with the shapes that `layers_dims` asks for.

    Raises:
        AssertionError: It is not a dictionary, an entry is missing, or one has another shape.
    """
    shapes = {}
    for layer, (fan_in, size) in enumerate(pairwise(layers_dims), start=1):
        shapes[f"W{layer}"] = (size, fan_in)
        shapes[f"b{layer}"] = (size, 1)
    entries = entries_of(value, list(shapes), what)
    return {name: array_of(entries[name], name, shape) for name, shape in shapes.items()}


def largest_error(got: Array, want: Array) -> float:
    """Return the largest difference of any entry, relative to the largest one expected (infinite if shapes differ)."""
    if got.shape != want.shape:
        return math.inf
    if want.size == 0:
        return 0.0
    error = float(np.max(np.abs(got - want))) / max(float(np.max(np.abs(want))), sys.float_info.min)
    return math.inf if math.isnan(error) else error


# Two right ways of writing a formula differ by round-off, some 1e-15 an operation and a few hundred
# operations an entry; a wrong formula differs by far more than a millionth.
FORMULA_TOLERANCE = 1e-7


def told_apart(got: float, want: float, digits: int = 6) -> tuple[str, str]:
    """Return two different numbers with as many digits as it takes to see that they differ, and at least `digits`."""
    for precision in range(digits, 18):
        one, other = f"{got:.{precision}g}", f"{want:.{precision}g}"
        if one != other:
            break
    return one, other


def assert_matches(value: object, want: Array | float, name: str, *, tolerance: float = FORMULA_TOLERANCE) -> None:
    """Fail with a sentence unless `value` is the array or number `want`, up to round-off.

    Raises:
        AssertionError: Wrong type, shape or value.
    """
    expected = np.asarray(want, dtype=float)
    got = np.asarray(number_of(value, name)) if expected.ndim == 0 else array_of(value, name, expected.shape)
    if largest_error(got, expected) <= tolerance:
        return
    if expected.ndim == 0:
        told, wanted = told_apart(float(got), float(expected))
        raise AssertionError(f"{name} is {told}; {wanted} was expected.")
    wrong = int(np.sum(~(np.abs(got - expected) <= tolerance * max(float(np.max(np.abs(expected))), 1e-300))))
    raise AssertionError(f"{name} differs from the expected array in {wrong} of {expected.size} entries.")


# A right answer is rejected by chance less often than once in 10^9 runs of a check.
FALSE_REJECT_RATE = 1e-9

# Draws that are refused are told their mean and standard deviation if these are off by so many standard errors.
CLEARLY_OFF = 5


def assert_normal(draws: Array, std: float, name: str, *, tests: int = 1) -> None:
    """Fail with a sentence unless `draws` look like independent draws of N(0, std^2).

    A right answer fails with a probability of at most `FALSE_REJECT_RATE`, which three tests share equally:
    the sum of squares (Laurent and Massart, Annals of Statistics 28, 2000, lemma 1), the distance between
    the empirical and the normal distribution function (Dvoretzky-Kiefer-Wolfowitz, with Massart's constant, 1990),
    and the largest draw, whose distribution is known exactly: uniform draws have no tails.

    Args:
        draws: Any shape; a few hundred entries tell `std` from twice `std`.
        std: The standard deviation that they should have.
        name: What the student calls them.
        tests: How many such tests the check makes in all; they share the false-reject rate.

    Raises:
        AssertionError: The spread or the shape of the distribution is wrong.
    """
    n = np.size(draws)
    # Two tests are two-sided, so each of five ways to fail gets at most a sixth of the rate.
    tail = FALSE_REJECT_RATE / 6 / tests
    exponent = -math.log(tail)
    slack = 2 * math.sqrt(n * exponent)
    with np.errstate(over="ignore", invalid="ignore"):
        z = np.sort(np.ravel(draws)) / std
        squares = float(np.sum(z * z))
        mean, spread = np.mean(draws), np.std(draws)
    numbers = f"{name} has mean {mean:.3g} and standard deviation {spread:.3g}; about 0 and {std:.3g} were expected."
    assert n - slack <= squares <= n + slack + 2 * exponent, numbers
    # Whoever only uses the network need not wait for scipy.
    from scipy.special import ndtr  # noqa: PLC0415

    normal = ndtr(z)
    steps = np.arange(n + 1) / n
    distance = float(max(np.max(steps[1:] - normal), np.max(normal - steps[:-1])))
    largest = float(np.max(np.abs(z)))
    # P(largest <= r) is (2 Phi(r) - 1)^n; the lower bound uses that, the upper one adds up the tails of all draws.
    least = NormalDist().inv_cdf((1 + tail ** (1 / n)) / 2)
    most = -NormalDist().inv_cdf(tail / (2 * n))
    looks_normal = distance <= math.sqrt(exponent / (2 * n)) and least <= largest <= most
    off = max(abs(mean) / std * math.sqrt(n), abs(spread / std - 1) * math.sqrt(2 * n))
    assert looks_normal, (
        numbers
        if off > CLEARLY_OFF
        else f"{name} does not look like normal draws with mean 0 and standard deviation {std:.3g}: see its histogram."
    )
