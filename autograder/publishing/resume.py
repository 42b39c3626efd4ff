"""What an earlier run found, so that a second one grades only what has changed.

A file of lines, one a submission: the fingerprint of what was graded, and the result. A line is added once everything
about the submission is written, so that an interrupted run leaves whole lines; a broken last one is ignored.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from autograder import __version__
from autograder._sandbox.levels import KIT
from autograder.collecting.collect import Submission
from autograder.collecting.extract import leads_out
from autograder.course import Assignment
from autograder.errors import OurFault
from autograder.results import Result

_CHUNK = 1 << 20


class Memory:
    """The results of earlier runs of one assignment in one classroom.

    Args:
        path: The file of lines; made if it does not exist.
        assignment: Whose checks; a change of theirs makes every result stale.
        beside: Returns what else of a submission counts: when it came, and nbgrader's secret for its feedback.

    Raises:
        OurFault: It cannot be written, or another run has it open.
    """

    def __init__(
        self, path: Path, assignment: Assignment, beside: Callable[[Submission], Mapping[str, bytes]] = lambda _: {}
    ) -> None:
        self._path = path
        self._checks = checks_fingerprint(assignment)
        self._beside = beside
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = path.open("a+b")
            if not _locked(self._file):
                self._file.close()
                raise OurFault(f"Another `autograder grade {assignment.id}` is running here; wait until it ends.")
            self._places = self._index()

    def __enter__(self) -> "Memory":
        return self

    def __exit__(self, *_: object) -> None:
        # What could not be written before is tried again, and fails again.
        with self._explained():
            self._file.close()

    def recall(self, submission: Submission) -> Result | None:
        """Return the result of the same file of the same time under the same checks; None if there is none."""
        place = self._places.get(submission.name)
        if place is None or place[0] != self._of(submission):
            return None
        try:
            return self.last(submission.name)
        except msgspec.DecodeError:
            return None

    def last(self, name: str) -> Result:
        """Return the last result of somebody whose submission was recalled, without looking at the submission again."""
        self._file.seek(self._places[name][1])
        return msgspec.json.decode(self._file.readline(), type=_Line).result

    def keep(self, submission: Submission, result: Result) -> None:
        """Remember the result of a file; call it once everything about the submission is written."""
        fingerprint = self._of(submission)
        if fingerprint is None:
            return
        line = msgspec.json.encode(_Line(submission.name, fingerprint, result))
        with self._explained():
            self._file.seek(0, 2)
            self._file.write(line + b"\n")
            self._file.flush()

    def _index(self) -> dict[str, tuple[str, int]]:
        """Return fingerprint and place of each submission's last line; the results themselves stay on disk."""
        places: dict[str, tuple[str, int]] = {}
        self._file.seek(0)
        place = 0
        for line in self._file:
            try:
                head = msgspec.json.decode(line, type=_Head)
                places[head.submission] = (head.fingerprint, place)
            except msgspec.DecodeError:
                # The last run was stopped in the middle of this line.
                if not line.endswith(b"\n"):
                    self._file.seek(place)
                    self._file.truncate()
                    break
            place += len(line)
        return places

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OurFault(
                f"{self._path} cannot be written: {error.strerror}; may this user write there, and is there room?"
            ) from None

    def _of(self, submission: Submission) -> str | None:
        path = submission.path
        if path is None:
            return f"{self._checks} {submission.problem}{self._slips(submission)}"
        # A pipe, or a link to a device, would be read without end. That it cannot be graded is soon found again.
        if not os.path.isfile(path) or leads_out(path, path.parent):  # noqa: PTH113 - pathlib's raises for a name too long
            return None
        return f"{self._checks} {_fingerprint([path])}{self._slips(submission)}"

    def _slips(self, submission: Submission) -> str:
        slips = self._beside(submission)
        return f" {hashlib.sha256(repr(sorted(slips.items())).encode()).hexdigest()}" if slips else ""


def _locked(file: IO[bytes]) -> bool:
    """Keep a file for this process until it is closed, where the system can; tell whether no other process has it."""
    try:
        import fcntl  # noqa: PLC0415 - does not exist on Windows

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        # Some network drives lock nothing.
        return True
    return True


class _Head(msgspec.Struct):
    submission: str
    fingerprint: str


class _Line(_Head):
    result: Result


def checks_fingerprint(assignment: Assignment) -> str:
    """Return a digest of everything that a mark depends on beside the submission."""
    return _fingerprint(_what_decides(assignment))


def _what_decides(assignment: Assignment) -> list[Path]:
    """Return the files that a mark depends on beside the submission."""
    secret = sorted(path for path in assignment.secret.rglob("*") if path.suffix in (".py", ".toml"))
    kit = sorted(KIT.glob("*.py"))
    return [assignment.public_checks, assignment.solution, *secret, *kit]


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for path in paths:
        digest.update(path.name.encode())
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
        except OSError as error:
            digest.update(str(error.errno).encode())
    return digest.hexdigest()
