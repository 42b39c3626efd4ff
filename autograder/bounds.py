"""Limits on what the grader's own process spends for somebody else: on a file, on a question of a student's code."""

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

MIB = 1 << 20


class TooLong(BaseException):
    """A block ran out of time; no ``except Exception`` in it stops that."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
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
def memory_limit(mib: int) -> Iterator[None]:
    """Let the block take so much more address space, where the system can limit it; beyond it gets a `MemoryError`."""
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
