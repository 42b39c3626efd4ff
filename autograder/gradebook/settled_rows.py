"""Reads from nbgrader's gradebook what counts for submissions, with what people gave and wrote."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from nbgrader import api
from sqlalchemy import Select, select

from autograder.gradebook.rows import Master
from autograder.gradebook.settled import Part, Settled


def read_settled(
    session: Any, master: Master, students: Collection[str], worth: Mapping[str, float]
) -> dict[str, Settled]:
    """Return what counts for some students.

    Args:
        session: SQLAlchemy's, of nbgrader's database.
        master: The assignment.
        students: Whose submissions.
        worth: What each exercise is worth.
    """
    parts: Mapping[str, dict[str, Part]] = defaultdict(dict)
    grade = api.Grade
    columns = (grade.cell_id, grade.auto_score, grade.manual_score, grade.extra_credit)
    for student, cell, auto, manual, extra in _rows(session, master, students, grade, *columns):
        if master.graded.get(cell) in worth:
            name = master.graded[cell]
            parts[student][name] = Part(auto, manual, extra or 0.0, worth[name])
    comments: Mapping[str, dict[str, str]] = defaultdict(dict)
    for student, cell, comment in _rows(
        session, master, students, api.Comment, api.Comment.cell_id, api.Comment.manual_comment
    ):
        if comment and cell in master.commented:
            comments[student][master.commented[cell]] = comment
    penalties = _rows(session, master, students, None, api.SubmittedNotebook.late_submission_penalty)
    return {student: Settled(parts[student], comments[student], penalty or 0.0) for student, penalty in penalties}


def read_second_looks(session: Any, master: Master) -> list[str]:
    """Return the students with a manual score under which the autograder's has changed since, in alphabetical order."""
    grade, notebook, submission = api.Grade, api.SubmittedNotebook, api.SubmittedAssignment
    asked = (
        select(submission.student_id)
        .join_from(grade, notebook, notebook.id == grade.notebook_id)
        .join(submission, submission.id == notebook.assignment_id)
        .where(submission.assignment_id == master.id, grade.manual_score.is_not(None), grade.needs_manual_grade)
    )
    return sorted(set(session.scalars(asked)))


def _rows(session: Any, master: Master, students: Collection[str], table: Any, *columns: Any) -> Iterable[Any]:
    """Return student and more columns of our notebook, or of what a table holds about it."""
    notebook, submission = api.SubmittedNotebook, api.SubmittedAssignment
    asked: Select[Any] = select(submission.student_id, *columns)
    if table is None:
        asked = asked.select_from(notebook)
    else:
        asked = asked.join_from(table, notebook, notebook.id == table.notebook_id)
    ours = asked.join(submission, submission.id == notebook.assignment_id).where(
        submission.assignment_id == master.id, notebook.notebook_id == master.ours, submission.student_id.in_(students)
    )
    return session.execute(ours)  # type: ignore[no-any-return]  # the session is nbgrader's, which has no types
