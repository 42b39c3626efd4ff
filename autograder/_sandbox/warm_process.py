"""A warm process and what it forks, seen from the grader's side."""

import os
import socket
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder._sandbox import levels
from autograder._sandbox.connection import Connection, WorkerGone
from autograder._sandbox.inside import warm
from autograder._sandbox.leftovers import end_leftovers
from autograder._sandbox.levels import Level
from autograder.manifest import Limits

_BOOT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from inside.warm import main; main()"

# Importing numpy, matplotlib and the kit takes about a second; a machine this slow is not grading anyway.
WARM_UP_S = 120.0

# What the warm process does for the grader itself takes milliseconds, but for a reader, which imports something first.
ANSWER_S = 30.0
END_S = 5.0


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


class WarmProcess:
    """A process that forks, started when it is first asked to.

    Args:
        limits: What a worker may take.
        level: How workers are isolated.
        foretold: The frame that it is sent first of all.
        draws: Whether its workers find matplotlib imported.

    Attributes:
        home: The home folder that what it starts was started with.
    """

    def __init__(self, limits: Limits, level: Level, foretold: bytes, *, draws: bool) -> None:
        self._limits, self._level, self._foretold = limits, level, foretold
        self._task = "draws" if draws else "computes"
        self._process: subprocess.Popen[bytes] | None = None
        self.home = ""

    @property
    def pid(self) -> int | None:
        """Its number; None if it does not run."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Warm up.

        Raises:
            SandboxError: The process does not start.
        """
        self.close()
        self._control, theirs = socket.socketpair()
        cache = _cache()
        arguments = [
            str(levels.INSIDE.parent),
            str(levels.KIT.parent),
            self._task,
            self._level,
            str(self._limits.memory_mib),
            str(self._limits.cpu_s),
        ]
        # A worker that imports matplotlib reads the list of fonts.
        readable = [*levels.readable_paths(), str(cache)]
        command = [sys.executable, "-I", "-B", "-c", _BOOT, *arguments, *readable]
        # The folder is removed once the process is in it: nothing can be written there, and nothing is left behind.
        with theirs, tempfile.TemporaryDirectory(prefix="autograder-") as folder:
            self.home = folder
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own arguments
                levels.wrap(self._level, command, cache),
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

    def fork(self, request: bytes) -> Connection:
        """Have it fork, wait until the new process is locked in, and return the connection to it.

        Args:
            request: Which process, as `inside.warm` calls it.

        Raises:
            SandboxError: It does not start or does not answer, or the new process could not be locked in.
        """
        if self.pid is None:
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
            raise SandboxError(f"a process could not be locked in at level {self._level}: it {gone.reason}") from gone
        return connection

    def end_worker(self) -> Ending | None:
        """End the worker and whatever it started; return how it ended.

        Returns:
            None if this process was lost with it (below level C student code can stop it); `fork` starts anew.
        """
        try:
            self._control.settimeout(END_S)
            self._control.sendall(b"e")
            ending = Ending(*warm.ENDED.unpack(self._expect(warm.ENDED.size)))
            self._control.settimeout(ANSWER_S)
        except OSError:
            self.close()
            end_leftovers(self.home)
            return None
        return ending

    def close(self) -> None:
        """End everything. It starts anew when it is asked to fork again."""
        if self._process is not None:
            self._control.close()
            try:
                self._process.wait(1)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

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
    drawing = {"MPLCONFIGDIR": str(cache), "MPLBACKEND": "Agg"}
    return dict.fromkeys(threads, "1") | {"HOME": folder, "LC_ALL": "C.UTF-8"} | drawing
