"""The warm process and the workers it forks, seen from the grader's side."""

import os
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np

from autograder._sandbox import levels
from autograder._sandbox.connection import Connection, WorkerGone
from autograder._sandbox.inside import warm, wire
from autograder._sandbox.leftovers import end_leftovers
from autograder._sandbox.levels import Level
from autograder.manifest import Limits

_BOOT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from inside.warm import main; main()"

# Importing numpy, matplotlib and the kit takes about a second; a machine this slow is not grading anyway.
WARM_UP_S = 120.0

# What the warm process does for the grader itself takes milliseconds: to fork, and to end a worker.
ANSWER_S = 30.0
END_S = 5.0

# A reader remembers what it has read, and its processor time is limited.
MAX_READINGS = 500


class SandboxError(Exception):
    """The sandbox itself failed, through no fault of a submission."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a worker ended.

    Attributes:
        code: Its exit code, 0 if a signal ended it.
        signal: The signal that ended it, 0 if none did.
        cpu_s: Processor time it used, seconds.
    """

    code: int
    signal: int
    cpu_s: float


class Sandbox:
    """A warm process that forks one worker a submission, one at a time, and a reader for all of them.

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
        sources, calls = map(wire.long_text, cells), (np.frombuffer(frame, np.uint8) for frame in frames)
        self._foretold = wire.encode_frame([], (list(sources), list(calls)))
        self.level = level or levels.available()[0]
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._reader: Connection | None = None
        self._readings = 0

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> Connection:
        """Fork a worker, wait until it is locked in, and return the connection to it.

        Raises:
            SandboxError: The warm process does not start or does not answer, or the worker could not be locked in.
        """
        self._connection = self._forked(b"f")
        return self._connection

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

    def _start_reader(self) -> Connection:
        """Start a reader in place of the last one, and return the connection to it."""
        self._reader, self._readings = self._forked(b"r"), 0
        return self._reader

    def _asked(self, reader: Connection, frame: bytes, within_s: float) -> wire.Frame:
        self._readings += 1
        reader.send(frame)
        return reader.receive(within_s)

    def _forked(self, request: bytes) -> Connection:
        """Have the warm process fork, wait until the new process is locked in, and return the connection to it."""
        if self._process is None or self._process.poll() is not None:
            self.start()
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(self._control, [request], [theirs.fileno()])
            self._expect(1)
        except OSError as error:
            ours.close()
            self.close()
            raise SandboxError(f"the warm process does not answer: {error}") from error
        finally:
            theirs.close()
        connection = Connection(ours)
        try:
            connection.receive(ANSWER_S)
        except WorkerGone as gone:
            connection.close()
            self.close()
            raise SandboxError(f"a process could not be locked in at level {self.level}: it {gone.reason}") from gone
        return connection

    def end(self) -> Ending | None:
        """End the worker and whatever it started; return how it ended.

        Returns:
            None if the warm process was lost with it (below level C student code can stop it); `open` starts anew.
        """
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        try:
            self._control.settimeout(END_S)
            self._control.sendall(b"e")
            ending = Ending(*warm.ENDED.unpack(self._expect(warm.ENDED.size)))
            self._control.settimeout(ANSWER_S)
        except OSError:
            self.close()
            end_leftovers(self._home)
            return None
        return ending

    def close(self) -> None:
        """End everything. A closed sandbox starts anew when it is opened again."""
        for connection in (self._connection, self._reader):
            if connection is not None:
                connection.close()
        self._connection = self._reader = None
        if self._process is not None:
            self._control.close()
            try:
                self._process.wait(1)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def start(self) -> None:
        """Warm up, so that the first submission need not wait.

        Raises:
            SandboxError: The warm process does not start.
        """
        self.close()
        self._control, theirs = socket.socketpair()
        cache = _cache()
        arguments = [
            str(levels.INSIDE.parent),
            str(levels.KIT.parent),
            self.level,
            str(self.limits.memory_mib),
            str(self.limits.cpu_s),
        ]
        command = [sys.executable, "-I", "-B", "-c", _BOOT, *arguments, *levels.readable_paths()]
        # The folder is removed once the process is in it: nothing can be written there, and nothing is left behind.
        with theirs, tempfile.TemporaryDirectory(prefix="autograder-") as folder:
            self._home = folder
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own arguments
                levels.wrap(self.level, command, cache),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd=folder,
                env=_environment(folder, cache),
                start_new_session=True,
            )
        self._control.settimeout(WARM_UP_S)
        try:
            self._control.sendall(self._foretold)
            self._expect(1)
        except OSError as error:
            self._process.kill()
            said = self._process.stderr.read().decode(errors="replace").strip() if self._process.stderr else ""
            self.close()
            raise SandboxError(f"the warm process did not start: {said.splitlines()[-1] if said else error}") from error
        if self._process.stderr:
            self._process.stderr.close()
        self._control.settimeout(ANSWER_S)
        self._start_reader()

    def _expect(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self._control.recv(size - len(data))
            if not part:
                raise ConnectionResetError("it ended")
            data += part
        return data


def _cache() -> Path:
    """Return the folder of matplotlib's list of fonts, which takes seconds to make; only this user can write to it."""
    folder = Path(tempfile.gettempdir()) / f"autograder-cache-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
        raise SandboxError(f"{folder} belongs to somebody else; delete it or set TMPDIR to a folder of your own.")
    return folder


def _environment(folder: str, cache: Path) -> dict[str, str]:
    """Return the whole environment of student code: nothing of ours, and one thread.

    OpenBLAS with several threads hangs after a fork under a filter that forbids threads.
    """
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    return dict.fromkeys(threads, "1") | {"HOME": folder, "MPLCONFIGDIR": str(cache), "LC_ALL": "C.UTF-8"}
