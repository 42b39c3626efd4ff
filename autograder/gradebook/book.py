"""nbgrader's gradebook, opened for one assignment: its cells are there, and submissions can be written.

An empty database becomes nbgrader's. An assignment that nbgrader has not seen is entered by nbgrader's own code, from
the released notebook.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

import nbformat
from alembic.script import ScriptDirectory
from nbgrader import api
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import SaveCells
from sqlalchemy import create_engine, inspect, select, text, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError

from autograder.course import Assignment
from autograder.errors import OurFault
from autograder.gradebook.marked_notebook import check_id
from autograder.gradebook.rows import Entry, Master, Penalty, write_entries
from autograder.gradebook.settled import Settled
from autograder.gradebook.settled_rows import read_second_looks, read_settled

# How long to wait for a database that another program is writing to, seconds.
PATIENCE_S = 30


class Gradebook:
    """The gradebook of one assignment.

    Args:
        db_url: SQLAlchemy's name of the database.
        course_id: nbgrader's name of the course.
        assignment: Whose grades.
        penalty: What to take off a late submission; nothing if left out.
        patience_s: How long to wait for a locked database, seconds.

    Raises:
        OurFault: It cannot be opened, or its cells are not the assignment's.
    """

    def __init__(
        self,
        db_url: str,
        course_id: str,
        assignment: Assignment,
        *,
        penalty: Penalty = lambda *_: None,
        patience_s: int = PATIENCE_S,
    ) -> None:
        self._assignment = assignment
        self._penalty = penalty
        self._url = _with_patience(db_url, patience_s)
        with self._explained():
            self._book = _open(_in_full(self._url), course_id)
            try:
                self._enter_assignment()
                self._master = Master.of(self._book.find_assignment(assignment.id), assignment.id)
                self._book.db.commit()
            except BaseException:
                self._book.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def touch(self) -> None:
        """Write nothing, but so that a database in which nothing can be written says so now.

        Raises:
            OurFault: It stays locked, or cannot be written.
        """
        table = api.Assignment
        with self._explained():
            try:
                self._book.db.execute(update(table).where(table.id == self._master.id).values(name=table.name))
            finally:
                self._book.db.rollback()

    def students(self) -> frozenset[str]:
        """Return the students whose submission is in the gradebook."""
        with self._explained():
            names = select(api.SubmittedAssignment.student_id).join(
                api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id
            )
            found = frozenset(self._book.db.scalars(names.where(api.Assignment.name == self._assignment.id)))
            self._book.db.commit()
        return found

    def write(self, entries: Sequence[Entry]) -> None:
        """Write submissions in one transaction: all of them, or none.

        Raises:
            OurFault: The database stays locked, or cannot be written.
        """
        session = self._book.db
        with self._explained():
            try:
                write_entries(session, self._master, entries, self._penalty)
                session.commit()
            except IntegrityError:
                # Another program has added one of these students in this very moment; now the row is there.
                session.rollback()
                write_entries(session, self._master, entries, self._penalty)
                session.commit()
            except BaseException:
                session.rollback()
                raise

    def settled(self, students: Sequence[str]) -> dict[str, Settled]:
        """Return what counts for some students' submissions, with what people gave and wrote."""
        worth = {one.name: float(one.points) for one in self._assignment.manifest.exercises}
        with self._explained():
            found = read_settled(self._book.db, self._master, students, worth)
            self._book.db.commit()
        return found

    def second_looks(self) -> list[str]:
        """Return the students with a manual score under which the autograder's has changed since."""
        with self._explained():
            found = read_second_looks(self._book.db, self._master)
            self._book.db.commit()
        return found

    def _enter_assignment(self) -> None:
        """Enter the assignment as ``nbgrader generate_assignment`` does, unless it is there with the right points."""
        if self._is_entered():
            return
        assignment = self._assignment
        self._book.update_or_create_assignment(assignment.id)
        try:
            released = nbformat.read(assignment.release, as_version=4)
        except OSError:
            raise OurFault(f"{assignment.release} cannot be read; run `autograder build {assignment.id}`.") from None
        where = {"notebook": assignment.id, "assignment": assignment.id, "db_url": _in_full(self._url)}
        try:
            SaveCells().preprocess(released, {"nbgrader": where})
        except RuntimeError:
            raise OurFault(
                f"The gradebook holds submissions of {assignment.id} with other graded cells than {assignment.release} "
                f"has; export their grades, then `nbgrader db assignment remove {assignment.id}`, and grade again."
            ) from None
        self._book.db.expire_all()
        if not self._is_entered():
            raise OurFault(
                f"{assignment.release} is not what the manifest says; run `autograder build {assignment.id}`."
            )

    def _is_entered(self) -> bool:
        name = self._assignment.id
        try:
            return all(
                self._book.find_grade_cell(check_id(one.name), name, name).max_score == one.points
                and self._book.find_solution_cell(one.name, name, name) is not None
                for one in self._assignment.manifest.exercises
            )
        except api.MissingEntry:
            return False
        finally:
            self._book.db.commit()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what a database says into one line with a remedy."""
        try:
            yield
        except DBAPIError as error:
            said = str(error.orig).strip().split("\n")[0]
            raise OurFault(f"The gradebook {shown_url(self._url)}: {said}. {remedy(said)}") from None


def shown_url(url: URL) -> str:
    """Return a database's name as a person knows it: without the password, and without how long to wait for it."""
    return url.difference_update_query(["timeout"]).render_as_string()


def remedy(said: str) -> str:
    """Return what to do about something that a database said."""
    if "locked" in said:
        return "Another program is writing to it; close formgrader or the other grading, and run this again."
    if "no such" in said or "does not exist" in said:
        return "Another version of nbgrader made it; back it up and run `nbgrader db upgrade`."
    if "not a database" in said or "malformed" in said:
        return "Restore it from a backup, or move it away and grade again."
    return "Is the path or the address right, and may this user read and write there?"


def patient(db_url: str) -> str:
    """Return a database's name that makes whoever opens it wait while another program writes to it."""
    return _in_full(_with_patience(db_url, PATIENCE_S))


def _with_patience(db_url: str, patience_s: int) -> URL:
    url = make_url(db_url)
    if url.get_backend_name() == "sqlite" and "timeout" not in url.query:
        return url.update_query_dict({"timeout": str(patience_s)})
    return url


def _in_full(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def _open(db_url: str, course_id: str) -> Any:
    """Open a database, and make it nbgrader's if it is empty.

    nbgrader asks the program `alembic` for the version of an empty database: seconds, and an error if it is not on the
    PATH, after which the tables are there without their version and stay so. So the version is written first.
    """
    engine = create_engine(db_url)
    try:
        with engine.begin() as connection:
            if not inspect(connection).has_table("alembic_version"):
                head = ScriptDirectory(ALEMBIC_DIR).get_current_head()
                connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
                connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head})
    finally:
        engine.dispose()
    return api.Gradebook(db_url, course_id)
