"""Many submissions over several processes: results in order, memory flat, and no process left behind.

A process that dies takes nothing with it: what it was at is graded again, alone, and marked if that dies too.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.forkserver import ensure_running
from typing import Any, TypeVar

Item = TypeVar("Item")
Found = TypeVar("Found")

# Items waiting for a free process: enough to keep every process busy, few enough for memory to stay flat.
AHEAD = 8


def default_jobs() -> int:
    """Return how many processes to use unless told otherwise: one for each core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_in_order(
    function: Callable[[Item], Found],
    items: Iterable[Item],
    *,
    jobs: int,
    start: Callable[..., None],
    arguments: tuple[Any, ...],
    lost: Callable[[Item], Found],
) -> Iterator[Found]:
    """Yield ``function(item)`` for each item, in order, from several processes.

    Stopping early (closing the iterator, an exception, Ctrl-C) ends all processes at once.

    Args:
        function: Runs in one of the processes; picklable.
        items: Read only as fast as they are worked on.
        jobs: Number of processes.
        start: Called once in each process, with `arguments`, before its first item.
        arguments: Picklable.
        lost: Makes the result of an item that killed its process twice.
    """
    waiting = iter(items)
    with _Team(jobs, start, arguments) as team, _Team(1, start, arguments) as alone:
        running: deque[tuple[Item, Future[Found]]] = deque()
        running.extend((item, team.submit(function, item)) for item in islice(waiting, jobs * AHEAD))
        while running:
            item, future = running.popleft()
            try:
                found = future.result()
            except BrokenProcessPool:
                found = _again(alone, function, item, lost)
            running.extend((item, team.submit(function, item)) for item in islice(waiting, 1))
            yield found


def _again(alone: "_Team", function: Callable[[Item], Found], item: Item, lost: Callable[[Item], Found]) -> Found:
    try:
        return alone.submit(function, item).result()
    except BrokenProcessPool:
        return lost(item)


class _Team:
    """A process pool that starts when it is first needed, and anew after one of its processes has died."""

    def __init__(self, jobs: int, start: Callable[..., None], arguments: tuple[Any, ...]) -> None:
        self._jobs, self._start, self._arguments = jobs, start, arguments
        self._pool: Executor | None = None
        self._lifeline: Connection | None = None

    def __enter__(self) -> "_Team":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def submit(self, function: Callable[[Item], Found], item: Item) -> Future[Found]:
        if self._pool is not None:
            try:
                return self._pool.submit(function, item)
            except BrokenProcessPool:
                self._stop()
        context = _context()
        theirs, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(self._jobs, context, _begin, (theirs, self._start, self._arguments))
        return self._pool.submit(function, item)

    def _stop(self) -> None:
        if self._lifeline is not None:
            self._lifeline.close()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _context() -> multiprocessing.context.BaseContext:
    """Return how processes start: forked, where that is possible, from one that has only imported this package."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["autograder.grading"])
    # Ctrl-C is for this process: the others would say where in their imports they were.
    with _without_interrupts():
        _start_server()
        # Done as soon as the server has imported everything.
        first = context.Process(target=os.getpid)
        first.start()
        first.join()
    return context


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let Ctrl-C wait until the end of the block, and never reach a process that is started in it."""
    # It would be started with the first process, and lets Ctrl-C through when it is.
    resource_tracker.ensure_running()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _start_server() -> None:
    """Start the process that others are forked from, unless it runs already.

    It imports what it finds in the working folder first, and a course has a folder called `autograder`.
    """
    name, before = "PYTHONSAFEPATH", os.environ.get("PYTHONSAFEPATH")
    os.environ[name] = "1"
    try:
        ensure_running()
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _begin(lifeline: Connection, start: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    # Ctrl-C reaches every process of the terminal; the first one decides, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()
    start(*arguments)


def _end_with_parent(lifeline: Connection) -> None:
    """End this process when the first one closes the lifeline or is gone, whatever this one is at."""
    parent = multiprocessing.parent_process()
    wait([lifeline, parent.sentinel] if parent else [lifeline])
    os._exit(1)
