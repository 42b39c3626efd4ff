"""What draws look like, whichever generator made them and in whatever order."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# Entries that repeat each other (a row drawn once, a number for a layer) make means vary this much more from run to run
# than their number tells. Nothing is known about such a mean from a handful of runs.
REPEATED = 2.5

# How many functions of the entries are looked at.
MOMENTS = 5

# So many entries tell what is drawn well enough.
LARGEST_SAMPLE = 6000

# Round-off in a moment that does not vary at all, relative to the moment.
ROUND_OFF = 1e-6


class Draws:
    """An array that came back where numbers are drawn; what a comparison needs of it is worked out when it is wanted.

    Args:
        array: Of any shape.
    """

    def __init__(self, array: Array) -> None:
        self.shape = array.shape
        self._entries = _sample(array)

    @cached_property
    def moments(self) -> Array:
        """The mean of the functions that a `Spread` looks at, shape (5,)."""
        if not self._entries.size:
            return np.zeros(MOMENTS)
        with np.errstate(all="ignore"):
            return np.asarray(_functions(self._entries).mean(axis=1))

    @cached_property
    def finite(self) -> bool:
        """Whether the moments are, which takes a tenth of the time to tell."""
        with np.errstate(all="ignore"):
            # If anything is not finite, or overflows, the sum of the squares does.
            return math.isfinite(self._entries @ self._entries)


@dataclass(frozen=True, eq=False)
class Spread:
    """The shape of an array of draws, and the mean of some functions of its entries with its standard error.

    Attributes:
        mean: Of the entries, their absolute values, their squares, and of whether they are 0 and above 0; shape (5,).
        error: Standard error of each for one array of this shape, shape (5,).
        runs: Number of arrays that they were taken from.
    """

    shape: tuple[int, ...]
    mean: Array
    error: Array
    runs: int

    @classmethod
    def of(cls, arrays: Sequence[Array]) -> "Spread":
        """Measure several arrays of one shape, drawn independently of each other."""
        moments = np.stack([_functions(_sample(array)) for array in arrays])
        with np.errstate(all="ignore"):
            mean, within = moments.mean(axis=(0, 2)), np.sqrt(moments.var(axis=(0, 2)))
            # What has not been seen in a sample may still be seen in the next.
            within[3:] = np.maximum(within[3:], 1 / math.sqrt(moments.shape[0] * moments.shape[2]))
            error = within / math.sqrt(moments.shape[2])
            between = moments.mean(axis=2).std(axis=0, ddof=1) if len(arrays) > 1 else np.zeros(MOMENTS)
            return cls(arrays[0].shape, mean, np.where(between > REPEATED * error, np.inf, error), len(arrays))

    @classmethod
    def whatever(cls, shape: tuple[int, ...]) -> "Spread":
        """Return what any draws of a shape look like."""
        return cls(shape, np.zeros(MOMENTS), np.full(MOMENTS, np.inf), 1)

    def distance(self, draws: Draws) -> float:
        """Return how far an array is from looking like these draws: 0 for alike, above 1 for different."""
        if draws.shape != self.shape:
            return math.inf
        if not self._tells:
            return 0.0 if draws.finite else math.inf
        with np.errstate(all="ignore"):
            return self._distance(draws.moments, self.error * math.sqrt(1 + 1 / self.runs))

    def alike(self, other: "Spread") -> bool:
        """Tell whether these may be the same draws as others."""
        if other.shape != self.shape:
            return False
        with np.errstate(all="ignore"):
            error = np.hypot(self.error / math.sqrt(self.runs), other.error / math.sqrt(other.runs))
            return self._distance(other.mean, error) <= 1

    @cached_property
    def _tells(self) -> bool:
        """Whether anything is known about a mean; mostly it is not, where draws are left to features."""
        return not (np.isposinf(self.error).all() and np.isfinite(self.mean).all())

    def _distance(self, mean: Array, error: Array) -> float:
        allowed = _largest_z(math.prod(self.shape)) * error + ROUND_OFF * np.abs(self.mean) + np.finfo(float).tiny
        far = float(np.max(np.abs(mean - self.mean) / allowed))
        return math.inf if math.isnan(far) else far


def _largest_z(size: int) -> float:
    """Return how many standard errors apart two samples may be: six if they are large; small ones have fatter tails."""
    return 6 + 30 / math.sqrt(size) + 300 / size**2


def _sample(array: Array) -> Array:
    entries = array.ravel()
    return entries[:: 1 + entries.size // LARGEST_SAMPLE]


def _functions(x: Array) -> Array:
    """Return functions of the entries, shape (5, n)."""
    with np.errstate(all="ignore"):
        return np.stack([x, np.abs(x), x * x, x == 0, x > 0])
