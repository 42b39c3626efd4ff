"""Functions of ours that a student's code calls: run on the grader's side, with arguments that nobody vouches for."""

import contextlib
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import numpy as np

from autograder._sandbox.inside import wire

MIB = 1 << 20

# What a right function may take beyond what the grader has: a student can ask it for a matrix of any size.
ANSWER_MIB = 256


class TooLong(BaseException):
    """A function of ours ran out of time; no ``except Exception`` of its own stops that."""


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
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - the generator that the solutions draw from
    try:
        with _time_limit(within_s), _memory_limit(ANSWER_MIB), np.errstate(all="ignore"):
            value = function(*arguments, **options)
        return wire.encode_frame(["answers"], (value,))
    except (Exception, TooLong) as error:  # noqa: BLE001 - the student's arguments, so any exception is the student's
        return wire.encode_frame(["raised"], (f"{type(error).__name__}: {error}"[:300],))


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise `TooLong` in the block after so many seconds, where the system has alarms and this is the main thread."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    started = time.monotonic()
    kept = signal.signal(signal.SIGALRM, _too_long)
    others, _ = signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, kept)
        if others:
            signal.setitimer(signal.ITIMER_REAL, max(others - (time.monotonic() - started), 0.001))


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TooLong("it took too long")


@contextlib.contextmanager
def _memory_limit(mib: int) -> Iterator[None]:
    """Let the block take so much more address space, where the system can limit it."""
    if sys.platform != "linux":
        yield
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - once a question, and quick
        taken = int(statm.read().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    ceilings = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([taken + mib * MIB, *ceilings]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
