"""What becomes of a class's results: gradebook, marked notebooks, feedback pages, CSV and the class's page.

A marked notebook is written before the gradebook names it, and the page after, for it says what the gradebook knows:
manual scores, comments, the late penalty. Stopped at any point, the gradebook holds whole submissions, every file is
whole, and grading again makes good the rest.
"""

import functools
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from autograder.collecting.collect import Submission
from autograder.course import Assignment
from autograder.files import write_whole
from autograder.gradebook.book import Gradebook
from autograder.gradebook.classroom import TIMESTAMP, Classroom, open_classroom, receipts, time_of
from autograder.gradebook.marked_notebook import Released, mark_notebook, read_released
from autograder.gradebook.rows import Entry
from autograder.gradebook.settled import Settled
from autograder.pages.class_page import write_class_page
from autograder.pages.feedback import render_feedback
from autograder.pages.rendering import plain
from autograder.publishing.marks import Marks, mark_of
from autograder.results import Result, Status

# A transaction holds at most so many submissions, and none waits longer than this for its turn, seconds.
BATCH = 64
LONGEST_WAIT_S = 1.0

# nbgrader's own words for a stub that was handed in as it came.
NO_RESPONSE = "No response."

# formgrader and nbgrader's feedback show a comment as Markdown, HTML and formulas included.
_NOT_MARKDOWN = str.maketrans("<>[]`&$\\", "(){}'+ /")


def csv_path(root: Path, assignment: Assignment) -> Path:
    """Return the file of a class's marks."""
    return root / f"grades-{assignment.id}.csv"


def class_page_path(root: Path, assignment: Assignment) -> Path:
    """Return the page of a class."""
    return root / f"grades-{assignment.id}.html"


Graded = tuple[Submission, Result]


def publish(
    root: Path,
    assignment: Assignment,
    graded: Iterable[Graded],
    db_url: str | None = None,
    *,
    unchanged: Set[str] = frozenset(),
    written: Callable[[Submission, Result], None] = lambda *_: None,
) -> Iterator[Result]:
    """Write results as they come, and yield each one when it is in the gradebook.

    Args:
        root: The class's folder, with ``submitted/`` in it.
        assignment: What was graded.
        graded: Submissions with their results; read only as fast as they are written.
        db_url: A database other than the configured one.
        unchanged: Submissions, by name, of which everything is written already but their line in the marks.
        written: Told of each of the others as soon as everything about it is written, interrupted or not.

    Raises:
        OurFault: The gradebook or a file cannot be written.
    """
    room = open_classroom(root, db_url)
    desk = _Desk(room, assignment, read_released(assignment))
    marks = Marks(csv_path(root, assignment), assignment.manifest)
    with Gradebook(room.db_url, room.course_id, assignment, penalty=room.penalty) as book:
        with marks.writing(keep=desk.handed_in) as add:
            write = functools.partial(_write, book, desk, unchanged, written)
            for submission, result in _in_batches(graded, write):
                add(mark_of(storable(submission.name), result))
                yield result
        page = class_page_path(root, assignment)
        write_class_page(page, marks, assignment.manifest, desk.link, frozenset(book.second_looks()))


def _in_batches(graded: Iterable[Graded], write: Callable[[list[Graded]], None]) -> Iterator[Graded]:
    """Yield what is graded when it is written. What was graded before an interruption is written too."""
    batch: list[Graded] = []
    began = time.monotonic()
    try:
        for one in graded:
            batch.append(one)
            if len(batch) >= BATCH or time.monotonic() - began >= LONGEST_WAIT_S:
                yield from _written(batch, write)
                began = time.monotonic()
    finally:
        # Not `yield from`: who interrupts does not ask for more.
        rest = _written(batch, write)
    yield from rest


def _written(batch: list[Graded], write: Callable[[list[Graded]], None]) -> list[Graded]:
    """Write a batch and empty it, first of all, so that what cannot be written is not tried twice."""
    done = batch.copy()
    batch.clear()
    write(done)
    return done


def _write(
    book: Gradebook,
    desk: "_Desk",
    unchanged: Set[str],
    written: Callable[[Submission, Result], None],
    batch: Iterable[Graded],
) -> None:
    fresh = [one for one in batch if one[0].name not in unchanged]
    if not fresh:
        return
    entries = [desk.file(*one) for one in fresh]
    book.write(entries)
    settled = book.settled([entry.student for entry in entries])
    for entry, (submission, result) in zip(entries, fresh, strict=True):
        desk.write_page(result, settled.get(entry.student))
        written(submission, result)


@dataclass(frozen=True)
class _Desk:
    """Where one submission's files are written, and its gradebook entry is made out."""

    room: Classroom
    assignment: Assignment
    released: Released

    def file(self, submission: Submission, result: Result) -> Entry:
        """Write the notebook with the marks; return what the gradebook is to learn."""
        name = self.assignment.id
        marked = mark_notebook(submission.path, self.released, self.assignment, result)
        slips = receipts(self.room.submitted(submission.name, name))
        folder = self.room.autograded(submission.name, name)
        _write_with(slips, folder / f"{name}.ipynb", marked.json)
        came = time_of(slips.get(TIMESTAMP, b""))
        told = f"{csv_path(Path(), self.assignment)} says why"
        return entry_of(storable(submission.name), came, result, marked.untouched, self.assignment, told)

    def write_page(self, result: Result, settled: Settled | None) -> None:
        """Write the page that a student gets."""
        name = self.assignment.id
        page = render_feedback(result, self.assignment.manifest.title, settled)
        submitted = self.room.submitted(result.submission, name)
        # nbgrader releases no feedback at all if one student's has no time; one put here by hand has none.
        slips = {TIMESTAMP: _time_of_folder(submitted), **receipts(submitted)}
        _write_with(slips, self.room.feedback(result.submission, name) / f"{name}.html", page.encode())

    def handed_in(self, student: str) -> bool:
        """Tell whether a student has still handed something in."""
        return _there(self.room.submitted(student, self.assignment.id))

    def link(self, student: str) -> str:
        """Return where a student's page is, as seen from the class's page."""
        page = self.room.feedback(student, self.assignment.id) / f"{self.assignment.id}.html"
        return quote(os.path.relpath(page, self.room.root))


def _there(path: Path) -> bool:
    """Tell whether a path exists, as far as can be seen: pathlib raises where a folder above may not be entered."""
    return os.path.exists(path)  # noqa: PTH110


def _time_of_folder(folder: Path) -> bytes:
    """Return when a folder was last changed, as nbgrader writes it; the first of all times if it is gone."""
    changed = folder.stat().st_mtime if _there(folder) else 0.0
    return f"{datetime.fromtimestamp(changed, UTC):%Y-%m-%d %H:%M:%S.%f} UTC".encode()


def _write_with(slips: Mapping[str, bytes], path: Path, content: bytes) -> None:
    """Write a file, and beside it what nbgrader carries along with a submission."""
    for slip, receipt in slips.items():
        write_whole(path.with_name(slip), receipt)
    write_whole(path, content)


def entry_of(
    student: str, came: datetime | None, result: Result, untouched: Iterable[str], assignment: Assignment, told: str
) -> Entry:
    """Return what the gradebook is to learn about a submission.

    Args:
        student: Whose it is.
        came: When it came, UTC.
        result: What grading found.
        untouched: Exercises whose stub is as it was released.
        assignment: What was graded.
        told: Where the reason of a fault of ours is to be found, in words.
    """
    names = [exercise.name for exercise in assignment.manifest.exercises]
    if result.status is Status.GRADED:
        scores = {exercise.name: exercise.score for exercise in result.exercises}
        return Entry(student, came, scores, comments=dict.fromkeys(untouched, NO_RESPONSE))
    if result.status is Status.UNREADABLE:
        why = f"The submission could not be read: {plain(result.reason)}".translate(_NOT_MARKDOWN)
        return Entry(student, came, dict.fromkeys(names, 0), doubtful=True, comments=dict.fromkeys(names, why))
    # nbgrader's feedback shows comments to students, and the reason of a fault of ours may quote a hidden check.
    why = f"The autograder failed here, and the student is not to blame; {told}."
    return Entry(student, came, dict.fromkeys(names, None), doubtful=True, comments=dict.fromkeys(names, why))


def storable(student: str) -> str:
    """Return a student's id as a database takes it: a folder's name need not be UTF-8."""
    return os.fsencode(student).decode("utf-8", "backslashreplace")
