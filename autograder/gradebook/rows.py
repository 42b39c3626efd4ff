"""The rows that a submission has in nbgrader's gradebook, many submissions at a time.

What a teacher entered stays: manual scores, manual comments, extra credit. A new score under a manual one asks for a
second look, as nbgrader does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from nbgrader import api
from sqlalchemy import insert, select, update

from autograder.gradebook.marked_notebook import check_id

Row = dict[str, Any]

# nbgrader's plugin for late submissions: student, score and seconds late in, points to take off out.
Penalty = Callable[[str, float, float], float | None]


@dataclass(frozen=True)
class Entry:
    """What the gradebook learns about one submission.

    Attributes:
        timestamp: When it came, UTC; None if nobody noted it.
        scores: Points by exercise; None leaves the score that is there.
        doubtful: Whether a person has to look at it: it could not be read, or the grader failed.
        comments: What the autograder says about an exercise; None or nothing clears it.
    """

    student: str
    timestamp: datetime | None
    scores: Mapping[str, int | None]
    doubtful: bool = False
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Master:
    """An assignment as the database has it.

    Attributes:
        id: The assignment's row.
        duedate: When it was due, UTC; None if never.
        notebooks: By row of each notebook, the rows of its graded and of its commented cells.
        ours: The row of the notebook that is graded.
        graded: The exercise that a graded cell of ours belongs to, by row.
        commented: Likewise for commented cells.
    """

    id: str
    duedate: datetime | None
    notebooks: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    ours: str
    graded: Mapping[str, str]
    commented: Mapping[str, str]

    @classmethod
    def of(cls, assignment: Any, notebook_name: str) -> "Master":
        """Read nbgrader's objects into plain data."""
        ours = next(one for one in assignment.notebooks if one.name == notebook_name)
        return cls(
            assignment.id,
            assignment.duedate,
            {
                one.id: (_ids(one.grade_cells, one.task_cells), _ids(one.solution_cells, one.task_cells))
                for one in assignment.notebooks
            },
            ours.id,
            {cell.id: cell.name.removeprefix(check_id("")) for cell in ours.grade_cells},
            {cell.id: cell.name for cell in ours.solution_cells},
        )


def _ids(*cells: Iterable[Any]) -> tuple[str, ...]:
    return tuple(cell.id for some in cells for cell in some)


def write_entries(session: Any, master: Master, entries: Sequence[Entry], penalty: Penalty) -> None:
    """Write submissions, new ones and ones that are there, in the session's transaction; the caller commits."""
    students = {entry.student: entry for entry in entries}
    _add_students(session, list(students))
    submissions = _submissions(session, master, students)
    notebooks = _notebooks(session, master, list(submissions))
    entry_of = {row: submissions[place[0]] for place, row in notebooks.items() if place[1] == master.ours}
    _write_grades(session, master, notebooks, entry_of)
    _write_comments(session, master, notebooks, entry_of)
    _write_penalties(session, master, list(entry_of), penalty)


def _add_students(session: Any, students: Sequence[str]) -> None:
    known = set(session.scalars(select(api.Student.id).where(api.Student.id.in_(students))))
    _insert(session, api.Student, ({"id": student} for student in students if student not in known))


def _submissions(session: Any, master: Master, students: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the entries by row of their submission, adding those that are not there."""
    table = api.SubmittedAssignment
    asked = select(table.id, table.student_id).where(table.assignment_id == master.id, table.student_id.in_(students))
    found = {student: row for row, student in session.execute(asked)}
    times = ({"id": row, "timestamp": students[student].timestamp} for student, row in found.items())
    _update(session, table, (row for row in times if row["timestamp"] is not None))
    new = {student: api.new_uuid() for student in students if student not in found}
    place = {"assignment_id": master.id}
    _insert(
        session,
        table,
        (place | {"id": row, "student_id": one, "timestamp": students[one].timestamp} for one, row in new.items()),
    )
    return {row: students[student] for student, row in (found | new).items()}


def _notebooks(session: Any, master: Master, submissions: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return the rows of the submitted notebooks by submission and notebook, adding those that are not there."""
    table = api.SubmittedNotebook
    asked = select(table.id, table.assignment_id, table.notebook_id).where(table.assignment_id.in_(submissions))
    found = {(submission, notebook): row for row, submission, notebook in session.execute(asked)}
    wanted = [(submission, notebook) for submission in submissions for notebook in master.notebooks]
    new = {place: api.new_uuid() for place in wanted if place not in found}
    rows = ({"id": row, "assignment_id": place[0], "notebook_id": place[1]} for place, row in new.items())
    _insert(session, table, rows)
    return found | new


def _write_grades(
    session: Any, master: Master, notebooks: Mapping[tuple[str, str], str], entry_of: Mapping[str, Entry]
) -> None:
    table = api.Grade
    old = (table.auto_score, table.manual_score, table.needs_manual_grade)
    asked = select(table.notebook_id, table.cell_id, table.id, *old).where(table.notebook_id.in_(notebooks.values()))
    found = {(notebook, cell): rest for notebook, cell, *rest in session.execute(asked)}
    new, changed = [], []
    for notebook, cell in _cells(master, notebooks, graded=True):
        entry, exercise = entry_of.get(notebook), master.graded.get(cell, "")
        ours = entry is not None and exercise in entry.scores
        if (notebook, cell) not in found:
            values = _grade(entry, exercise) if entry and ours else {"auto_score": None, "needs_manual_grade": True}
            new.append({"id": api.new_uuid(), "notebook_id": notebook, "cell_id": cell} | values)
        elif entry and ours:
            row, auto, manual, needed = found[notebook, cell]
            changed.append({"id": row} | _grade(entry, exercise, auto, manual, needed=needed))
    _insert(session, table, new)
    _update(session, table, changed)


def _grade(
    entry: Entry, exercise: str, auto: float | None = None, manual: float | None = None, *, needed: bool = True
) -> Row:
    """Return the new values of a grade, given the old ones.

    A grade that a teacher has entered and settled stays settled as long as the autograder says the same as before.
    """
    score = auto if entry.scores[exercise] is None else entry.scores[exercise]
    by_hand = manual is not None
    settled = by_hand and not needed and score == auto
    asks = entry.doubtful or by_hand or score is None
    return {"auto_score": score, "needs_manual_grade": asks and not settled}


def _write_comments(
    session: Any, master: Master, notebooks: Mapping[tuple[str, str], str], entry_of: Mapping[str, Entry]
) -> None:
    table = api.Comment
    asked = select(table.notebook_id, table.cell_id, table.id, table.auto_comment).where(
        table.notebook_id.in_(notebooks.values())
    )
    found = {(notebook, cell): (row, comment) for notebook, cell, row, comment in session.execute(asked)}
    new, changed = [], []
    for notebook, cell in _cells(master, notebooks, graded=False):
        entry, exercise = entry_of.get(notebook), master.commented.get(cell)
        comment = entry.comments.get(exercise) if entry and exercise else None
        if (notebook, cell) not in found:
            new.append({"id": api.new_uuid(), "notebook_id": notebook, "cell_id": cell, "auto_comment": comment})
        elif entry and exercise and found[notebook, cell][1] != comment:
            changed.append({"id": found[notebook, cell][0], "auto_comment": comment})
    _insert(session, table, new)
    _update(session, table, changed)


def _write_penalties(session: Any, master: Master, notebooks: Sequence[str], penalty: Penalty) -> None:
    """Take off what the plugin takes off for lateness: never less than nothing, never more than the score."""
    table, submission = api.SubmittedNotebook, api.SubmittedAssignment
    asked = (
        select(table.id, table.late_submission_penalty, table.score, *_TIMES)
        .join(submission, table.assignment_id == submission.id)
        .where(table.id.in_(notebooks))
    )
    changed = []
    for row, before, score, student, timestamp, extension in session.execute(asked):
        late_s = _seconds_late(master.duedate, extension, timestamp)
        points = penalty(student, score, late_s) if late_s > 0 else None
        after = None if points is None else min(max(points, 0), score)
        if after != before:
            changed.append({"id": row, "late_submission_penalty": after})
    _update(session, table, changed)


_TIMES = (api.SubmittedAssignment.student_id, api.SubmittedAssignment.timestamp, api.SubmittedAssignment.extension)


def _seconds_late(duedate: datetime | None, extension: timedelta | None, timestamp: datetime | None) -> float:
    if duedate is None or timestamp is None:
        return 0
    return (timestamp - duedate - (extension or timedelta())).total_seconds()


def _cells(master: Master, notebooks: Mapping[tuple[str, str], str], *, graded: bool) -> Iterator[tuple[str, str]]:
    """Yield every submitted notebook with each of its graded, or of its commented, cells."""
    for (_, notebook), row in notebooks.items():
        for cell in master.notebooks[notebook][0 if graded else 1]:
            yield row, cell


def _insert(session: Any, table: Any, rows: Iterable[Row]) -> None:
    if rows := list(rows):
        session.execute(insert(table), rows)


def _update(session: Any, table: Any, rows: Iterable[Row]) -> None:
    if rows := list(rows):
        session.execute(update(table), rows)
