"""Where a course keeps its parts, and the assignments it has."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UserError
from autograder.manifest import MANIFEST, Manifest, read_manifest

CONFIG = "nbgrader_config.py"


class CourseError(UserError):
    """A course or an assignment that is not there; the message says what was looked for and where."""


@dataclass(frozen=True)
class Course:
    """A course directory: the folder that holds ``nbgrader_config.py``."""

    root: Path

    @property
    def secrets(self) -> Path:
        """The folder of the assignments' secret halves."""
        return self.root / "autograder" / "assignments"

    def ids(self) -> list[str]:
        """Return the assignments' ids in alphabetical order."""
        return sorted(path.parent.name for path in self.secrets.glob(f"*/{MANIFEST}"))

    def assignment(self, assignment_id: str) -> "Assignment":
        """Return one assignment.

        Raises:
            CourseError: There is none of that id.
            ManifestError: Its manifest cannot be used.
        """
        if assignment_id not in self.ids():
            known = ", ".join(self.ids()) or "none"
            raise CourseError(f"There is no assignment {assignment_id!r} in {self.root}; there are: {known}.")
        return Assignment(self, assignment_id, read_manifest(self.secrets / assignment_id / MANIFEST))


@dataclass(frozen=True)
class Assignment:
    """One assignment: its manifest and its folders."""

    course: Course
    id: str
    manifest: Manifest

    @property
    def source(self) -> Path:
        """The authored notebook, text, stubs and solutions."""
        return self.course.root / "source" / self.id / f"{self.id}.ipynb"

    @property
    def release(self) -> Path:
        """The notebook students receive."""
        return self.course.root / "release" / self.id / f"{self.id}.ipynb"

    @property
    def solution(self) -> Path:
        """The solved notebook, from which the reference is read."""
        return self.course.root / "solutions" / self.id / f"{self.id}.ipynb"

    @property
    def images(self) -> Path:
        """The folder of the drawn pictures."""
        return self.course.root / "Images" / self.id

    @property
    def secret(self) -> Path:
        """The folder students never see."""
        return self.course.secrets / self.id

    @property
    def public_checks(self) -> Path:
        """The checks that travel with the notebook."""
        return self.source.with_name("public_checks.py")

    @property
    def hidden_checks(self) -> Path:
        """The checks that do not."""
        return self.secret / "hidden_checks.py"

    @property
    def seed(self) -> int:
        """Where the hidden checks' random inputs start: secret as the checks are, and the same at every run."""
        if not self.hidden_checks.is_file():
            return 0
        # Too long to be guessed; as large as a number in JSON can be.
        return int.from_bytes(hashlib.sha256(self.hidden_checks.read_bytes()).digest()[:8]) >> 11


def find_course(start: Path, *, or_installed: bool = False) -> Course:
    """Return the course whose folder is `start` or the nearest one above it.

    Args:
        start: Where to begin.
        or_installed: Take the course that this package is installed from, if there is no nearer one.

    Raises:
        CourseError: None of them holds ``nbgrader_config.py``.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / CONFIG).is_file():
            return Course(folder)
    installed = Path(__file__).resolve().parents[1]
    if or_installed and (installed / CONFIG).is_file():
        return Course(installed)
    raise CourseError(
        f"{start} lies in no course: no {CONFIG} there or above. "
        "Go to the course's folder or name it with --course DIR. A new course begins with a copy of the "
        f"autograder's {CONFIG}."
    )
