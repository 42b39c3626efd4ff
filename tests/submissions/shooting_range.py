"""Where cases are graded: a copy of the course with things in it that nobody may read or change, and a look around."""

import os
import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import msgspec
import psutil
from corpus import HERE, ID, Case
from recipes import make

from autograder._sandbox.levels import Level
from autograder.collecting.collect import collect_folder
from autograder.course import Assignment, Course
from autograder.grading import Grader
from autograder.manifest import Limits
from autograder.results import Result, Visibility

REPOSITORY = HERE.parents[1]

# Short, so that hundreds of cases at every level take minutes; a right call takes milliseconds.
LIMITS = Limits(call_s=0.5, cell_s=0.5, submission_s=4.5, cpu_s=8)

# What nothing that a student gets to see may ever contain.
CANARY = "the canary sings"
SECRETS = (CANARY, "The claims of the public checks, made with fresh layer sizes.")

# Handed in beside every case, and graded again after the hostile ones.
RIGHT = "right_python_file"

# Where cases that write outside of the course would be seen.
STRAYS = (Path("/tmp"), "autograder-was-here*")


@dataclass(frozen=True)
class Trial:
    """One case at one level, and what it left behind.

    Attributes:
        told: The result JSON.
        told_of_hidden: What it says of hidden checks.
        seconds: Wall time.
        left: Processes that are still there, files that changed, descriptors that were not closed.
        next_score: What a right submission scores right after a hostile one.
    """

    case: Case
    level: Level
    result: Result
    told: str
    told_of_hidden: str
    seconds: float
    left: tuple[str, ...]
    next_score: int | None

    @property
    def got_out(self) -> list[str]:
        """Words that were told and must not be."""
        told = [word for word in (*self.case.never, *SECRETS) if word in self.told]
        return told + [word for word in self.case.never_of_hidden if word in self.told_of_hidden]

    @property
    def held(self) -> bool:
        """Whether what the case tries was stopped."""
        return not self.left and not self.got_out


class Range:
    """A copy of the course.

    Args:
        root: An empty folder.
    """

    def __init__(self, root: Path) -> None:
        self._pristine, self.course = root / "pristine", root / "course"
        _lay_out(self._pristine)
        shutil.copytree(self._pristine, self.course, symlinks=True)
        self._listener = socket.create_server(("127.0.0.1", 0))
        os.environ["AUTOGRADER_CANARY"] = CANARY

    @cached_property
    def assignment(self) -> Assignment:
        plain = Course(self.course).assignment(ID)
        return replace(plain, manifest=replace(plain.manifest, limits=LIMITS))

    def trial(self, case: Case, grader: Grader, level: Level) -> Trial:
        """Grade a case, look around, and tidy up."""
        folder = self._hand_in(case)
        if grader._sandbox._drawing.pid is None:
            # The first case that draws would be said to have left it behind.
            grader._sandbox._drawing.start()
        homes = _homes(grader)
        before = _Surroundings.of(self.course, homes)
        started = time.perf_counter()
        result = grader.grade(collect_folder(case.name, folder, ID))
        seconds = time.perf_counter() - started
        left = before.compared_with(_Surroundings.of(self.course, homes | _homes(grader)))
        if left:
            self._restore()
        checks = [check for exercise in result.exercises for check in exercise.checks]
        hidden = [check for check in checks if check.visibility is Visibility.HIDDEN]
        return Trial(
            case,
            level,
            result,
            msgspec.json.encode(result).decode(),
            msgspec.json.encode(hidden).decode(),
            seconds,
            tuple(left),
            self._score_of_right(grader) if case.hostile else None,
        )

    def close(self) -> None:
        self._listener.close()
        os.environ.pop("AUTOGRADER_CANARY", None)

    def _score_of_right(self, grader: Grader) -> int | None:
        return grader.grade(collect_folder("right", self.course / "submitted" / RIGHT / ID, ID)).score

    def _restore(self) -> None:
        for path in STRAYS[0].glob(STRAYS[1]):
            path.unlink()
        shutil.rmtree(self.course)
        shutil.copytree(self._pristine, self.course, symlinks=True)

    def _hand_in(self, case: Case) -> Path:
        """Put a case's files where students' files lie, and return the folder."""
        submitted = self.course / "submitted"
        for other in submitted.iterdir():
            if other.name != RIGHT:
                shutil.rmtree(other)
        folder = submitted / case.name / ID
        if case.name != RIGHT:
            shutil.copytree(case.folder, folder, symlinks=True, ignore=shutil.ignore_patterns("expected.toml"))
        for path in folder.rglob("*"):
            if path.suffix in (".py", ".ipynb") and path.is_file() and not path.is_symlink():
                path.write_bytes(self._filled_in(path.read_bytes()))
        for recipe in case.make:
            encoded = self._filled_in(msgspec.json.encode(recipe))
            make(folder, msgspec.json.decode(encoded))
        return folder

    def _filled_in(self, text: bytes) -> bytes:
        port = self._listener.getsockname()[1]
        return text.replace(b"@COURSE@", str(self.course).encode()).replace(b"@PORT@", str(port).encode())


def _lay_out(root: Path) -> None:
    for part in (f"source/{ID}", f"solutions/{ID}", f"release/{ID}", f"autograder/assignments/{ID}"):
        shutil.copytree(REPOSITORY / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    (root / "gradebook.db").write_text(f"{CANARY}\n" * 100)
    shutil.copytree(HERE / RIGHT, root / "submitted" / RIGHT / ID, ignore=shutil.ignore_patterns("expected.toml"))


@dataclass(frozen=True)
class _Surroundings:
    """What a submission could have changed."""

    files: Mapping[str, tuple[object, ...]]
    processes: int
    descriptors: int

    @classmethod
    def of(cls, course: Path, homes: set[str]) -> "_Surroundings":
        paths = [*course.rglob("*"), *STRAYS[0].glob(STRAYS[1])]
        processes = sum(1 for _ in _started_with(homes))
        return cls({str(path): _state(path) for path in paths}, processes, psutil.Process().num_fds())

    def compared_with(self, after: "_Surroundings") -> list[str]:
        """Return a line for everything that is there now and was not, or is not as it was."""
        paths = sorted(self.files.keys() | after.files.keys())
        found = [path for path in paths if self.files.get(path) != after.files.get(path)]
        # There are fewer if the warm process is lost; the next submission starts another one.
        if after.processes > self.processes:
            found.append(f"{after.processes} processes instead of {self.processes}")
        if after.descriptors > self.descriptors:
            found.append(f"{after.descriptors} descriptors instead of {self.descriptors}")
        return found


def _state(path: Path) -> tuple[object, ...]:
    status = path.lstat()
    # A folder's size and number of links tell what is in it, which is looked at by itself.
    inside = () if path.is_dir() else (status.st_size, status.st_mtime_ns, status.st_nlink)
    return status.st_ino, status.st_mode, status.st_uid, *inside


def _homes(grader: Grader) -> set[str]:
    sandbox = grader._sandbox
    return {one.home for one in (sandbox._computing, sandbox._drawing) if one.home}


def _started_with(homes: set[str]) -> Iterator[psutil.Process]:
    """Yield the warm processes with these home folders and all that was started from them, in whatever session."""
    for process in psutil.process_iter():
        try:
            if process.environ().get("HOME") in homes and process.status() != psutil.STATUS_ZOMBIE:
                yield process
        except psutil.Error:
            continue
