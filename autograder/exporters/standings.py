"""What a gradebook says about the submissions of one assignment, read in a few queries however large the class."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nbgrader import api
from sqlalchemy import Select, select

from autograder.publishing.publish import NO_RESPONSE


@dataclass(frozen=True, slots=True)
class Part:
    """One graded cell: its name, the points it got and the points it is worth."""

    name: str
    score: float
    max_score: float


@dataclass(frozen=True, slots=True)
class Standing:
    """One submission, as nbgrader adds it up.

    Attributes:
        score: Manual scores before the autograder's, extra credit included and the late penalty taken off; at least 0.
        penalty: What being late cost.
        waits: Why a person has to look at it before the score counts; empty if none has to.
        parts: The graded cells.
        comments: What a person wrote about it.
    """

    score: float
    penalty: float = 0.0
    waits: str = ""
    parts: tuple[Part, ...] = ()
    comments: tuple[str, ...] = ()


def read_standings(session: Any, assignment: api.Assignment) -> dict[str, Standing]:
    """Return what the gradebook says about an assignment, by student.

    nbgrader's own sums look through the whole table once a student; these look through it once.

    Args:
        session: SQLAlchemy's, of nbgrader's database.
        assignment: nbgrader's.
    """
    penalties = _penalties(session, assignment)
    parts, waiting = _grades(session, assignment)
    said, written = _comments(session, assignment)
    return {
        student: Standing(
            max(0.0, sum(part.score for part in parts[student]) - penalty),
            penalty,
            said.get(student, "a person has to look at it in formgrader") if student in waiting else "",
            tuple(parts[student]),
            tuple(written[student]),
        )
        for student, penalty in penalties.items()
    }


def _penalties(session: Any, assignment: api.Assignment) -> dict[str, float]:
    """Return what being late cost every student who handed something in."""
    notebooks, submissions = api.SubmittedNotebook, api.SubmittedAssignment
    asked = (
        select(submissions.student_id, notebooks.late_submission_penalty)
        .join_from(submissions, notebooks, notebooks.assignment_id == submissions.id)
        .where(submissions.assignment_id == assignment.id)
    )
    penalties: dict[str, float] = defaultdict(float)
    for student, penalty in session.execute(asked):
        penalties[student] += penalty or 0.0
    return penalties


def _grades(session: Any, assignment: api.Assignment) -> tuple[Mapping[str, list[Part]], set[str]]:
    """Return the graded cells of each student, in the notebook's order, and the students who wait for a person."""
    cells = {cell.id: cell for one in assignment.notebooks for cell in (*one.grade_cells, *one.task_cells)}
    place = {row: index for index, row in enumerate(cells)}
    parts: Mapping[str, list[Part]] = defaultdict(list)
    waiting = set()
    found = _of_cells(session, assignment, api.Grade, api.Grade.score, api.Grade.needs_manual_grade)
    for student, row, score, needs_manual_grade in sorted(found, key=lambda one: place[one[1]]):
        parts[student].append(Part(cells[row].name, score, cells[row].max_score))
        if needs_manual_grade:
            waiting.add(student)
    return parts, waiting


def _comments(session: Any, assignment: api.Assignment) -> tuple[Mapping[str, str], Mapping[str, list[str]]]:
    """Return what the autograder said about each student's submission, and what a person wrote."""
    said: dict[str, str] = {}
    written: Mapping[str, list[str]] = defaultdict(list)
    columns = (api.Comment.auto_comment, api.Comment.manual_comment)
    for student, _, auto, manual in _of_cells(session, assignment, api.Comment, *columns):
        if auto and auto != NO_RESPONSE:
            said.setdefault(student, auto)
        if manual:
            written[student].append(manual)
    return said, written


def _of_cells(session: Any, assignment: api.Assignment, table: Any, *columns: Any) -> Iterable[Any]:
    """Return student, row of the cell, and more columns, for everything that `table` holds about an assignment."""
    notebooks, submissions = api.SubmittedNotebook, api.SubmittedAssignment
    asked: Select[Any] = (
        select(submissions.student_id, table.cell_id, *columns)
        .join_from(table, notebooks, notebooks.id == table.notebook_id)
        .join(submissions, submissions.id == notebooks.assignment_id)
        .where(submissions.assignment_id == assignment.id)
    )
    return session.execute(asked)  # type: ignore[no-any-return]  # the session is nbgrader's, which has no types
