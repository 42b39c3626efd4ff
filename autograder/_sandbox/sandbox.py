"""Where student code is read and run: warm processes, the reader that one of them forks, and their workers."""

import time
from collections.abc import Iterable
from types import TracebackType

import numpy as np

from autograder._sandbox import levels
from autograder._sandbox.connection import Connection, WorkerGone
from autograder._sandbox.inside import wire
from autograder._sandbox.inside.cells import Cell, packed_cells
from autograder._sandbox.levels import Level
from autograder._sandbox.warm_process import Ending, SandboxError, WarmProcess
from autograder.manifest import Limits

__all__ = ["Ending", "Sandbox", "SandboxError"]

# A reader remembers what it has read, and its processor time is limited.
MAX_READINGS = 500


class Sandbox:
    """Forks one worker a submission, one at a time, and a reader for all of them.

    What a fork costs grows with the memory of the process that forks, and matplotlib takes two thirds of it. So there
    are two: one that has not imported it, and one for notebooks that draw, started with the first of them.

    Args:
        limits: What a worker may take.
        level: How it is isolated; the strongest level that holds here if left out.
        cells: Sources of cells that most notebooks have; they are parsed once and not for each.
        frames: Calls that most workers will be sent, and that student code may know of; understood once likewise.
    """

    def __init__(
        self, limits: Limits, level: Level | None = None, cells: Iterable[str] = (), frames: Iterable[bytes] = ()
    ) -> None:
        self.limits = limits
        self.level = level or levels.available()[0]
        calls = [np.frombuffer(frame, np.uint8) for frame in frames]
        foretold = wire.encode_frame([], (packed_cells(map(Cell, cells)), calls))
        self._computing = WarmProcess(limits, self.level, foretold, draws=False)
        self._drawing = WarmProcess(limits, self.level, foretold, draws=True)
        self._working = self._computing
        self._worker: Connection | None = None
        self._reader: Connection | None = None
        self._readings = 0

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Warm up, so that the first submission need not wait.

        Raises:
            SandboxError: The warm process does not start.
        """
        self.close()
        self._start_reader()

    def warm_up(self, *, draws: bool) -> float:
        """Start the process that a worker is forked from, unless it runs; return how long that took, seconds.

        Raises:
            SandboxError: It does not start.
        """
        started = time.monotonic()
        process = self._drawing if draws else self._computing
        if process.pid is None:
            process.start()
        return time.monotonic() - started

    def open(self, *, draws: bool = False) -> Connection:
        """Fork a worker, wait until it is locked in, and return the connection to it.

        Args:
            draws: Whether it finds matplotlib imported.

        Raises:
            SandboxError: The warm process does not start or does not answer, or the worker could not be locked in.
        """
        if self._worker is not None:
            self.end()
        self._working = self._drawing if draws else self._computing
        self._worker = self._working.fork(b"f")
        return self._worker

    def read(self, frame: bytes, within_s: float) -> wire.Frame:
        """Have the reader read a notebook; return its answer.

        Args:
            frame: The question.
            within_s: Time that it may take, seconds.

        Raises:
            SandboxError: As `open`.
            WorkerGone: The reader died of the notebook, or took too long.
        """
        until = time.monotonic() + within_s
        if self._reader is not None and self._readings < MAX_READINGS:
            try:
                return self._asked(self._reader, frame, within_s)
            except WorkerGone as gone:
                if gone.verdict == "timed_out":
                    self._start_reader()
                    raise
                # It may have been worn out by the notebooks before this one.
        try:
            return self._asked(self._start_reader(), frame, max(until - time.monotonic(), 0.0))
        except WorkerGone:
            self._start_reader()
            raise

    def retire_reader(self) -> None:
        """Have the next notebook read by a new reader."""
        self._readings = MAX_READINGS

    def end(self) -> Ending | None:
        """End the worker and whatever it started; return how it ended.

        Returns:
            None if the warm process was lost with it (below level C student code can stop it); `open` starts anew.
        """
        if self._worker is not None:
            self._worker.close()
            self._worker = None
        return self._working.end_worker()

    def close(self) -> None:
        """End everything. A closed sandbox starts anew when it is opened again."""
        for connection in (self._worker, self._reader):
            if connection is not None:
                connection.close()
        self._worker = self._reader = None
        self._computing.close()
        self._drawing.close()

    def _start_reader(self) -> Connection:
        """Start a reader in place of the last one, and return the connection to it."""
        self._reader, self._readings = self._computing.fork(b"r"), 0
        return self._reader

    def _asked(self, reader: Connection, frame: bytes, within_s: float) -> wire.Frame:
        self._readings += 1
        reader.send(frame)
        return reader.receive(within_s)
