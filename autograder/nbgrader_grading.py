"""Our grading inside nbgrader's own: what ``nbgrader autograde`` and formgrader's button run.

nbgrader takes a submission through two passes of an exporter with preprocessors: one makes it sound, the other executes
and scores it. ``nbgrader_config.py`` puts `SubmissionExporter` in the exporter's place, `GradeSubmission` in that of
`Execute` and `SaveGrades` in that of `SaveAutoGrades`. What was handed in is then read, graded and entered by the code
that ``autograder grade`` runs. An assignment that has no manifest is graded as nbgrader would.
"""

import glob
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute, SaveAutoGrades

from autograder._sandbox.sandbox import SandboxError
from autograder.collecting.collect import collect_folder
from autograder.course import Assignment, Course
from autograder.errors import OurFault, UserError
from autograder.gradebook.book import Gradebook, patient
from autograder.gradebook.classroom import TIMESTAMP, Classroom, classroom_of, receipts, time_of
from autograder.gradebook.marked_notebook import Released, mark_notebook, read_released
from autograder.grading import Grader
from autograder.publishing.publish import entry_of
from autograder.results import Result, Status
from autograder.warm_grader import KEEPER
from course_kit.collecting import CheckFileError

# Where one preprocessor leaves for the next one what it found, in nbconvert's resources.
FOUND = "autograder"


class SubmissionExporter(NotebookExporter):
    """Takes what was handed in as it is: broken, of another name, or no notebook at all.

    nbgrader makes its exporter when it knows which folders there are and before it looks into the first. That is the
    one moment to see to it that every folder counts, the gradebook can be written, and the grader is warm.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)  # type: ignore[no-untyped-call]
        self.desk = open_desk(self.parent) if isinstance(self.parent, Autograde) else None
        # What we have marked is sound; looking at it once, after the last preprocessor, is enough.
        self.optimistic_validation = self.desk is not None

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        """Return the notebook for one of nbgrader's passes.

        The second pass reads the submission for itself. So there is nothing to make sound in the first one: it hands on
        the notebook as it was released.
        """
        if self.desk is None or resources is None or self.desk.is_second(filename, resources):
            return super().from_filename(filename, resources, **options)
        resources["metadata"] = {"name": self.desk.assignment.id, "path": str(Path(filename).parent)}
        return self.desk.assignment.release.read_text(encoding="utf-8"), self._init_resources(resources)  # type: ignore[no-untyped-call]


class GradeSubmission(Execute):  # type: ignore[misc]  # nbgrader comes without types
    """Grades the submission in the sandbox, where nbgrader would execute it in a kernel."""

    def __call__(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook with the marks in it; also if executing is disabled, for nothing is executed here."""
        desk = _desk_of(self)
        if desk is None:
            return super().__call__(nb, resources)  # type: ignore[no-any-return]
        return desk.grade(resources)


class SaveGrades(SaveAutoGrades):  # type: ignore[misc]  # nbgrader comes without types
    """Enters what grading found, with what nbgrader cannot see in a notebook: that it could not be read."""

    def __call__(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Write into the gradebook; the notebook stays as it is."""
        desk = _desk_of(self)
        if desk is None:
            return super().__call__(nb, resources)  # type: ignore[no-any-return]
        student, found = resources["nbgrader"]["student"], resources[FOUND]
        self._tell(student, found.result)
        desk.enter(student, found)
        return nb, resources

    def _tell(self, student: str, result: Result) -> None:
        if result.status is Status.GRADED:
            self.log.info("%s: %s of %s points", student, result.score, result.max_score)
        else:
            self.log.warning("%s: %s: %s", student, result.status.value.replace("_", " "), result.reason)


@dataclass(frozen=True)
class Found:
    """One submission's result, when it came, and the exercises whose stub is as it was released."""

    result: Result
    receipts: dict[str, bytes]
    untouched: frozenset[str]


@dataclass(frozen=True)
class Desk:
    """What grading one assignment's submissions needs."""

    assignment: Assignment
    room: Classroom
    released: Released
    grader: Grader

    def is_second(self, filename: str, resources: Any) -> bool:
        """Tell whether a file is what nbgrader's first pass wrote, not what was handed in."""
        return Path(filename).parent == self.room.autograded(resources["nbgrader"]["student"], self.assignment.id)

    def grade(self, resources: Any) -> tuple[NotebookNode, Any]:
        """Grade what a student handed in and return it as a notebook with the marks."""
        student = resources["nbgrader"]["student"]
        folder = self.room.submitted(student, self.assignment.id)
        submission = collect_folder(student, folder, self.assignment.id)
        result = self.grader.grade(submission)
        marked = mark_notebook(submission.path, self.released, self.assignment, result)
        slips = receipts(folder)
        resources[FOUND] = Found(result, slips, marked.untouched)
        resources["outputs"] = dict(resources.get("outputs") or {}) | slips
        return nbformat.reads(marked.json.decode(), as_version=4), resources

    def enter(self, student: str, found: Found) -> None:
        """Write a result into the gradebook.

        Raises:
            OurFault: The database stays locked, or cannot be written.
        """
        came = time_of(found.receipts.get(TIMESTAMP, b""))
        told = "the log of this autograding says why"
        entry = entry_of(student, came, found.result, found.untouched, self.assignment, told)
        with self.gradebook() as book:
            book.write([entry])

    def gradebook(self) -> Gradebook:
        """Open the gradebook."""
        return Gradebook(self.room.db_url, self.room.course_id, self.assignment, penalty=self.room.penalty)


def _desk_of(preprocessor: Any) -> Desk | None:
    return getattr(preprocessor.parent, "desk", None)


class _Folders(CourseDirectory):  # type: ignore[misc]  # nbgrader comes without types
    """A course's folders for autograding.

    Nothing that lies beside a notebook is copied to where feedback is released from: a link there may lead anywhere.
    """

    @classmethod
    def like(cls, other: CourseDirectory) -> Self:
        same = {name: getattr(other, name) for name in other.trait_names(config=True)}
        waiting = {"db_url": patient(other.db_url), "ignore": ["*"]}
        return cls(parent=other.parent, log=other.log, **(same | waiting))

    def get_existing_timestamp(self, dest_path: str) -> Any:
        """Return when a submission came; None if what is noted there is no time, at which nbgrader would fail."""
        return time_of(receipts(Path(dest_path)).get(TIMESTAMP, b""))


def open_desk(converter: Autograde) -> Desk | None:
    """Make everything ready for a run of nbgrader's converter, and every folder of a submission count.

    nbgrader passes over a folder without a notebook, and refuses one of another name.

    Returns:
        None if the assignment has no manifest.

    Raises:
        NbGraderException: The run cannot succeed; the log says why, in one line.
    """
    name = converter.coursedir.assignment_id
    course = Course(Path(converter.coursedir.root))
    if name not in course.ids():
        return None
    folders = _Folders.like(converter.coursedir)
    try:
        desk = _desk(course.assignment(name), classroom_of(folders, converter.config))
    except (UserError, OurFault, CheckFileError, SandboxError) as error:
        converter.log.error("%s", error)  # noqa: TRY400 - one line for a teacher, and no traceback
        raise NbGraderException(str(error)) from None
    converter.coursedir = folders
    pattern = folders.format_path(folders.submitted_directory, folders.student_id, name)
    handed_in = [Path(one) for one in glob.glob(pattern)]  # noqa: PTH207 - the pattern is absolute
    converter.assignments = {
        str(folder): [str(folder / f"{name}.ipynb")] for folder in handed_in if folder.is_dir() or folder.is_symlink()
    }
    return desk


def _desk(assignment: Assignment, room: Classroom) -> Desk:
    desk = Desk(assignment, room, read_released(assignment), KEEPER.grader_of(assignment))
    with desk.gradebook() as book:
        book.touch()
    return desk
