"""Where nbgrader keeps a class's work: what ``nbgrader_config.py`` says, or nbgrader's defaults."""

import functools
import math
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from numbers import Real
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.course import CONFIG
from autograder.errors import UserError
from autograder.words import printable

# nbgrader's own name for a course without one; databases that check foreign keys need a name.
NAMELESS_COURSE = "default_course"

# What nbgrader puts beside a submission and carries along to its feedback: when it came, and whose it is.
TIMESTAMP = "timestamp.txt"
RECEIPTS = (TIMESTAMP, "submission_secret.txt")
_LARGEST_RECEIPT = 1024


@dataclass(frozen=True)
class Classroom:
    """A folder with submissions in it, and the database that belongs to it.

    Attributes:
        penalty: The points that the configured plugin takes off, for a student, a score and a lateness in seconds.
    """

    root: Path
    course_id: str
    db_url: str
    directories: CourseDirectory
    penalty: Callable[[str, float, float], float | None]

    def submitted(self, student: str, assignment_id: str) -> Path:
        """Return the folder of what a student handed in."""
        return self._path(self.directories.submitted_directory, student, assignment_id)

    def autograded(self, student: str, assignment_id: str) -> Path:
        """Return the folder of the notebook with the marks in it."""
        return self._path(self.directories.autograded_directory, student, assignment_id)

    def feedback(self, student: str, assignment_id: str) -> Path:
        """Return the folder of the page that the student gets."""
        return self._path(self.directories.feedback_directory, student, assignment_id)

    def _path(self, step: str, student: str, assignment_id: str) -> Path:
        return Path(self.directories.format_path(step, student, assignment_id))


def open_classroom(root: Path, db_url: str | None = None) -> Classroom:
    """Return the classroom of a folder.

    Args:
        root: The folder; it may hold ``nbgrader_config.py``.
        db_url: A database other than the configured one.

    Raises:
        UserError: ``nbgrader_config.py`` cannot be used.
    """
    config, directories = Config(), CourseDirectory(root=str(root.resolve()))
    if (root / CONFIG).is_file():
        with _explained(f"{root / CONFIG} cannot be used"):
            config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
            directories = CourseDirectory(config=config, root=str(root.resolve()))
    return classroom_of(directories, config, db_url)


def classroom_of(directories: CourseDirectory, config: Config, db_url: str | None = None) -> Classroom:
    """Return the classroom that nbgrader has opened.

    Args:
        directories: nbgrader's folders.
        config: nbgrader's configuration; it names the plugin for late submissions.
        db_url: A database other than the configured one.

    Raises:
        UserError: The plugin cannot be loaded.
    """
    with _explained(f"The plugin for late submissions that {CONFIG} names cannot be used"):
        late = AssignLatePenalties(config=config)
        late.init_plugin()
        ask = late.plugin_inst.late_submission_penalty
    return Classroom(
        Path(directories.root),
        directories.course_id or NAMELESS_COURSE,
        db_url or directories.db_url,
        directories,
        functools.partial(_points_off, ask),
    )


def _points_off(ask: Callable[..., Any], student: str, score: float, late_s: float) -> float | None:
    """Return what a plugin takes off.

    Raises:
        UserError: It fails, or what it returns is no number of points.
    """
    told = f"late_submission_penalty of the plugin that {CONFIG} names was asked about {printable(student, 100)} and"
    with _explained(f"{told} failed"):
        points = ask(student, score, late_s)
    if points is None or (isinstance(points, Real) and math.isfinite(points)):
        return None if points is None else float(points)
    raise UserError(f"{told} returned {printable(repr(points), 60)}; it returns points or None.")


@contextmanager
def _explained(what: str) -> Iterator[None]:
    """Turn whatever goes wrong in the instructor's own code into one line."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - a file and a plugin may raise anything
        said = f"{error.msg}, line {error.lineno}" if isinstance(error, SyntaxError) else str(error)
        raise UserError(
            f"{what}: {type(error).__name__}: {printable(' '.join(said.split()))}. Correct it and run this again."
        ) from None


def receipts(folder: Path) -> dict[str, bytes]:
    """Return what nbgrader put beside a submission, by file name.

    Links are not followed, and what may not be read is left out. So is a time that is none: nbgrader stumbles over it.
    """
    paths = [folder / name for name in RECEIPTS]
    found = {path.name: path.read_bytes() for path in paths if os.access(path, os.R_OK) and _is_receipt(path)}
    if time_of(found.get(TIMESTAMP, b"")) is None:
        found.pop(TIMESTAMP, None)
    return found


def time_of(receipt: bytes) -> datetime | None:
    """Return the time in a ``timestamp.txt``, in UTC; None if it is none."""
    try:
        return parse_utc(receipt.decode().strip())  # type: ignore[no-any-return]  # nbgrader comes without types
    except (ValueError, OverflowError):
        return None


def _is_receipt(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST_RECEIPT
