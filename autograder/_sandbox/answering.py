"""Functions of ours that a student's code calls: run on the grader's side, with arguments that nobody vouches for."""

import random
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder._sandbox.inside import wire
from autograder.bounds import TooLong, memory_limit, time_limit

# What a right function may take beyond what the grader has: a student can ask it for a matrix of any size.
ANSWER_MIB = 256

# Numbers that a question may bring: no alarm interrupts numpy where it multiplies what BLAS does not know.
MOST_NUMBERS = 200_000


def answer(
    function: Callable[..., Any], arguments: list[Any], options: dict[str, Any], seed: int, within_s: float
) -> bytes:
    """Call one of our functions and return the frame that tells the worker what came of it.

    Args:
        function: What to call.
        arguments: What a student handed it; it may fail at any of them.
        options: Likewise, by name.
        seed: For the draws it makes.
        within_s: How long it may take.
    """
    if _numbers(arguments) + _numbers(options) > MOST_NUMBERS:
        return wire.encode_frame(["raised"], ("ValueError", f"more than {MOST_NUMBERS:,} numbers were handed over"))
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - the generator that the solutions draw from
    try:
        with time_limit(within_s), memory_limit(ANSWER_MIB), np.errstate(all="ignore"):
            value = function(*arguments, **options)
        return wire.encode_frame(["answers"], (value,))
    except (Exception, TooLong) as error:  # noqa: BLE001 - the student's arguments, so any exception is the student's
        # A KeyError says its key as it would be written.
        said = error.args[0] if isinstance(error, KeyError) and error.args else error
        return wire.encode_frame(["raised"], (type(error).__name__, str(said)[:300]))


def _numbers(value: Any) -> int:
    """Return how many entries all arrays, lists and dictionaries in a value have."""
    if isinstance(value, np.ndarray):
        return int(value.size)
    if isinstance(value, dict):
        return sum(map(_numbers, value.values()))
    return sum(map(_numbers, value)) if isinstance(value, list | tuple) else 1
