"""What grading again would change, read from a gradebook without writing to it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nbgrader import api
from sqlalchemy import create_engine, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from autograder.errors import OurFault
from autograder.gradebook.book import remedy, shown_url
from autograder.gradebook.marked_notebook import check_id
from autograder.manifest import Manifest
from autograder.results import Result, Status


@dataclass(frozen=True, slots=True)
class Entered:
    """What a gradebook holds of one exercise of one submission.

    Attributes:
        auto: The autograder's score; None if there is none.
        manual: The score that a person entered; it counts before the autograder's.
        extra: Extra credit.
    """

    auto: float | None
    manual: float | None = None
    extra: float = 0.0

    def counts(self, auto: float | None) -> float:
        """Return the points that count, were this the autograder's score."""
        score = self.manual if self.manual is not None else auto
        return (score or 0.0) + self.extra


@dataclass(frozen=True, slots=True)
class Step:
    """An exercise whose score by the autograder changes; `kept` is the manual score that counts all the same."""

    exercise: str
    before: float | None
    after: float
    kept: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What grading again would do to one student.

    Attributes:
        before: Points now, without late penalties; None if the gradebook has no submission.
        after: Points then; None if the grader failed, which leaves them as they are.
        steps: Exercises that change.
        reason: Why a person would have to look at it; empty if nobody has to.
    """

    student: str
    before: float | None
    after: float | None
    steps: tuple[Step, ...] = field(default=())
    reason: str = ""


def compare(result: Result, entered: Mapping[str, Entered] | None, manifest: Manifest) -> Change | None:
    """Return what a result changes; None if nothing.

    Args:
        result: What grading found.
        entered: What the gradebook holds, by exercise; None if it has no submission of this student.
        manifest: The assignment's.
    """
    if result.status is Status.GRADER_FAULT:
        return Change(result.submission, _total(entered), None, reason=result.reason)
    if entered is None:
        return Change(result.submission, None, result.score, reason=result.reason)
    scores = {one.name: 0 for one in manifest.exercises} | {one.name: one.score for one in result.exercises}
    steps = tuple(
        Step(name, entered[name].auto, score, entered[name].manual)
        for name, score in scores.items()
        if name in entered and entered[name].auto != score
    )
    # Cells that only people grade are in the gradebook, and not among the scores.
    after = sum(one.counts(scores.get(name, one.auto)) for name, one in entered.items())
    return Change(result.submission, _total(entered), after, steps, result.reason) if steps else None


def _total(entered: Mapping[str, Entered] | None) -> float | None:
    return None if entered is None else sum(one.counts(one.auto) for one in entered.values())


def read_entered(db_url: str, assignment_id: str) -> dict[str, dict[str, Entered]]:
    """Return what a gradebook holds of an assignment, by student and exercise; nothing if there is no gradebook yet.

    Raises:
        OurFault: The database cannot be read.
    """
    found: dict[str, dict[str, Entered]] = defaultdict(dict)
    with _reading(make_url(db_url)) as session:
        for student, name, auto, manual, extra in session.execute(_question(assignment_id)) if session else ():
            found[student][name.removeprefix(check_id(""))] = Entered(auto, manual, extra or 0.0)
    return dict(found)


def _question(assignment_id: str) -> Any:
    grades, notebooks, cells = api.Grade, api.SubmittedNotebook, api.BaseCell.__table__
    columns = (grades.auto_score, grades.manual_score, grades.extra_credit)
    return (
        select(api.SubmittedAssignment.student_id, cells.c.name, *columns)
        .join_from(grades, notebooks, notebooks.id == grades.notebook_id)
        .join(api.SubmittedAssignment, api.SubmittedAssignment.id == notebooks.assignment_id)
        .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
        .join(cells, cells.c.id == grades.cell_id)
        .where(api.Assignment.name == assignment_id)
        .order_by(api.SubmittedAssignment.student_id)
    )


@contextmanager
def _reading(url: URL) -> Iterator[Session | None]:
    """Open a database to read it; None if it does not exist or is empty."""
    target = url
    if url.get_backend_name() == "sqlite" and url.database:
        if not Path(url.database).is_file():
            yield None
            return
        # Opened in the ordinary way, SQLite may tidy up after a program that was stopped.
        target = URL.create("sqlite", database=f"file:{quote(url.database)}", query={"mode": "ro", "uri": "true"})
    engine = create_engine(target)
    try:
        with Session(engine) as session:
            yield session if inspect(engine).has_table(api.Grade.__tablename__) else None
    except DBAPIError as error:
        said = str(error.orig).strip().split("\n")[0]
        raise OurFault(f"The gradebook {shown_url(url)} cannot be read: {said}. {remedy(said)}") from None
    finally:
        engine.dispose()
