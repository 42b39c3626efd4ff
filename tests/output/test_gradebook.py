"""nbgrader's gradebook, written by us and read by nbgrader."""

import sqlite3
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from helpers_output import NAME, POINTS, nbgrader
from nbgrader import api
from sqlalchemy.exc import IntegrityError

from autograder.errors import OurFault
from autograder.gradebook import rows as gradebook_rows
from autograder.gradebook.book import Gradebook
from autograder.gradebook.rows import Entry

FULL = {"double": 6, "halve": 4}


@contextmanager
def ours(url, assignment, **more):
    with Gradebook(url, "small", assignment, **more) as book:
        yield book


@contextmanager
def theirs(url):
    with api.Gradebook(url, "small") as book:
        yield book


def write(url, assignment, *entries):
    with ours(url, assignment) as book:
        book.write(entries)


def grade_of(url, student, exercise):
    with theirs(url) as book:
        return book.find_grade(f"check_{exercise}", NAME, NAME, student).to_dict()


def rows(path, query):
    with sqlite3.connect(path) as connection:
        return sorted(map(repr, connection.execute(query)))


STRUCTURE = (
    "select name, type from base_cell",
    "select b.name, g.max_score, g.cell_type from grade_cells g join base_cell b on b.id = g.id",
    "select b.name from solution_cells s join base_cell b on b.id = s.id",
    "select name, cell_type, locked, source, checksum from source_cell",
    "select name, kernelspec from notebook",
    "select name, duedate, course_id from assignment",
    "select version_num from alembic_version",
)

CELLS = """
    select b.name from {table} t join base_cell b on b.id = t.cell_id join submitted_notebook n on n.id = t.notebook_id
    join submitted_assignment a on a.id = n.assignment_id where a.student_id = '{student}'
"""


@pytest.mark.parametrize("query", STRUCTURE)
def test_an_assignment_is_entered_as_generate_assignment_enters_it(query, nbgraders_course, fresh_database):
    assert rows(fresh_database, query) == rows(nbgraders_course / "gradebook.db", query) != []


@pytest.mark.filterwarnings("ignore:Object of type")  # nbgrader's own, about its session
def test_a_submission_has_the_rows_that_nbgrader_gives_it(assignment, url, root):
    write(url, assignment, Entry("ann", None, FULL))
    with theirs(url) as book:
        book.add_student("bob")
        book.add_submission(NAME, "bob")
    for table in ("grade", "comment"):
        ann, bob = (rows(root / "gradebook.db", CELLS.format(table=table, student=one)) for one in ("ann", "bob"))
        assert ann == bob != []


def test_scores_add_up_as_nbgrader_adds(assignment, url):
    write(url, assignment, Entry("ann", None, {"double": 5, "halve": 0}))
    with theirs(url) as book:
        submission = book.find_submission(NAME, "ann")
        assert (submission.score, submission.max_score, submission.needs_manual_grade) == (5, 10, False)
    assert grade_of(url, "ann", "halve")["failed_tests"]


def test_a_second_grading_replaces_the_first(assignment, url):
    write(url, assignment, Entry("ann", None, FULL, comments={"double": "No response."}))
    write(url, assignment, Entry("ann", None, {"double": 1, "halve": 2}))
    assert grade_of(url, "ann", "double")["auto_score"] == 1
    with theirs(url) as book:
        assert book.find_comment("double", NAME, NAME, "ann").comment is None
        assert len(book.assignment_submissions(NAME)) == 1


def test_what_a_teacher_entered_survives_a_second_grading(assignment, url):
    write(url, assignment, Entry("ann", None, FULL))
    with theirs(url) as book:
        grade = book.find_grade("check_double", NAME, NAME, "ann")
        grade.manual_score, grade.extra_credit = 3.5, 2
        book.find_comment("double", NAME, NAME, "ann").manual_comment = "Well thought."
        book.db.commit()
    write(url, assignment, Entry("ann", None, {"double": 0, "halve": 4}, comments={"double": "No response."}))
    after = grade_of(url, "ann", "double")
    assert (after["auto_score"], after["manual_score"], after["extra_credit"]) == (0, 3.5, 2)
    with theirs(url) as book:
        assert book.find_comment("double", NAME, NAME, "ann").comment == "Well thought."
        assert book.find_submission(NAME, "ann").score == 3.5 + 2 + 4


@pytest.mark.parametrize(("again", "asks"), [(6, False), (5, True)], ids=["same score", "other score"])
def test_a_settled_manual_score_is_asked_about_only_if_the_autograder_changed_its_mind(assignment, url, again, asks):
    write(url, assignment, Entry("ann", None, FULL))
    with theirs(url) as book:
        book.find_grade("check_double", NAME, NAME, "ann").manual_score = 3
        book.db.commit()
    write(url, assignment, Entry("ann", None, FULL | {"double": again}))
    assert grade_of(url, "ann", "double")["needs_manual_grade"] is asks


def test_a_doubtful_submission_asks_for_a_person_and_says_why(assignment, url):
    zero = dict.fromkeys(POINTS, 0)
    write(url, assignment, Entry("ann", None, zero, doubtful=True, comments=dict.fromkeys(POINTS, "Torn.")))
    write(url, assignment, Entry("bob", None, zero))
    with theirs(url) as book:
        ann, bob = (book.find_submission(NAME, student) for student in ("ann", "bob"))
        assert (ann.needs_manual_grade, ann.score) == (True, 0)
        assert (bob.needs_manual_grade, bob.score) == (False, 0)
        assert book.find_comment("halve", NAME, NAME, "ann").comment == "Torn."


def test_a_fault_of_ours_takes_no_score_away(assignment, url):
    nothing = dict.fromkeys(POINTS)
    write(url, assignment, Entry("ann", None, FULL))
    write(url, assignment, Entry("ann", None, nothing, doubtful=True), Entry("bob", None, nothing, doubtful=True))
    assert (grade_of(url, "ann", "double")["auto_score"], grade_of(url, "bob", "double")["auto_score"]) == (6, None)
    assert grade_of(url, "ann", "double")["needs_manual_grade"]


DUE = datetime(2025, 11, 3, 18, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("hours_late", "extension", "taken", "expected"),
    [(2, 0, 3, 3), (2, 3, 3, None), (-1, 0, 3, None), (2, 0, 99, 10), (2, 0, -5, 0), (2, 0, None, None)],
    ids=["late", "extended", "in time", "more than the score", "less than nothing", "no penalty"],
)
def test_lateness_costs_what_nbgraders_plugin_says(assignment, url, hours_late, extension, taken, expected):
    entry = Entry("ann", DUE + timedelta(hours=hours_late), FULL)
    with theirs(url) as book:
        book.update_or_create_assignment(NAME, duedate=DUE)
    write(url, assignment, entry)
    with theirs(url) as book:
        book.grant_extension(NAME, "ann", hours=extension)
    with ours(url, assignment, penalty=lambda *_: taken) as book:
        book.write([entry])
    with theirs(url) as book:
        assert book.find_submission_notebook(NAME, NAME, "ann").late_submission_penalty == expected


def test_cells_that_a_teacher_grades_by_hand_stay_the_teachers(assignment, url):
    with theirs(url) as book:
        book.add_grade_cell("essay", NAME, NAME, max_score=5, cell_type="markdown")
        book.add_solution_cell("essay", NAME, NAME)
    write(url, assignment, Entry("ann", None, FULL))
    with theirs(url) as book:
        essay = book.find_grade("essay", NAME, NAME, "ann")
        assert essay.needs_manual_grade
        essay.manual_score, essay.needs_manual_grade = 4, False
        book.db.commit()
    write(url, assignment, Entry("ann", None, FULL))
    with theirs(url) as book:
        essay = book.find_grade("essay", NAME, NAME, "ann")
        assert (essay.manual_score, essay.needs_manual_grade) == (4, False)


def test_a_batch_is_written_whole_or_not_at_all(assignment, url, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    with ours(url, assignment) as book:
        monkeypatch.setattr(gradebook_rows, "_write_comments", interrupted)
        with pytest.raises(KeyboardInterrupt):
            book.write([Entry("ann", None, FULL)])
        monkeypatch.undo()
        book.write([Entry("bob", None, FULL)])
    with theirs(url) as book:
        assert [one.student.id for one in book.assignment_submissions(NAME)] == ["bob"]
        assert [one.id for one in book.students] == ["bob"]


def test_a_student_whom_another_program_adds_meanwhile_does_no_harm(assignment, url, monkeypatch):
    original, calls = gradebook_rows._add_students, []

    def too_late(session, students):
        calls.append(students)
        if len(calls) == 1:
            raise IntegrityError("insert", {}, Exception("UNIQUE constraint failed: student.id"))
        original(session, students)

    monkeypatch.setattr(gradebook_rows, "_add_students", too_late)
    write(url, assignment, Entry("ann", None, FULL))
    assert grade_of(url, "ann", "double")["auto_score"] == 6


def test_a_locked_database_is_waited_for(assignment, url, root):
    with ours(url, assignment) as book:
        other = sqlite3.connect(root / "gradebook.db", check_same_thread=False, isolation_level=None)
        other.execute("begin exclusive")
        threading.Timer(0.5, other.execute, ["rollback"]).start()
        book.write([Entry("ann", None, FULL)])
        other.close()
    assert grade_of(url, "ann", "double")["auto_score"] == 6


def test_a_database_that_stays_locked_is_one_clear_line(assignment, url, root):
    with ours(url, assignment, patience_s=1) as book:
        other = sqlite3.connect(root / "gradebook.db", isolation_level=None)
        other.execute("begin exclusive")
        with pytest.raises(OurFault, match=r"database is locked\. Another program is writing to it; close") as caught:
            book.write([Entry("ann", None, FULL)])
        other.close()
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"not a database, but long enough to be taken for one" * 40, "Restore it"), (None, "unable to open")],
    ids=["no database", "no folder"],
)
def test_a_database_that_cannot_be_used_is_one_clear_line(assignment, root, content, said):
    path = root / "elsewhere.db" if content else root / "nowhere" / "gradebook.db"
    if content:
        path.write_bytes(content)
    with pytest.raises(OurFault, match=said) as caught, ours(f"sqlite:///{path}", assignment):
        pass
    assert "\n" not in str(caught.value)


def test_a_new_database_needs_nothing_on_the_path(assignment, root, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with ours(f"sqlite:///{root / 'new.db'}", assignment):
        pass
    assert rows(root / "new.db", "select version_num from alembic_version")


def test_a_database_left_half_made_gets_its_version(assignment, root, url):
    with sqlite3.connect(root / "gradebook.db") as connection:
        version = connection.execute("select version_num from alembic_version").fetchall()
        connection.execute("drop table alembic_version")
    write(url, assignment, Entry("ann", None, FULL))
    assert rows(root / "gradebook.db", "select version_num from alembic_version") == list(map(repr, version))


def test_points_that_changed_reach_the_gradebook_while_nobody_has_handed_in(assignment, url, root):
    with sqlite3.connect(root / "gradebook.db") as connection:
        connection.execute("update grade_cells set max_score = 1")
    with ours(url, assignment):
        pass
    with theirs(url) as book:
        assert book.find_assignment(NAME).max_score == 10


def test_an_exercise_that_came_later_is_refused_once_somebody_has_handed_in(assignment, url, root):
    write(url, assignment, Entry("ann", None, FULL))
    with sqlite3.connect(root / "gradebook.db") as connection:
        connection.execute("update base_cell set name = 'check_third' where name = 'check_halve'")
    with pytest.raises(OurFault, match="other graded cells"), ours(url, assignment):
        pass


def test_without_a_release_the_remedy_is_named(assignment, root):
    assignment.release.unlink()
    with (
        pytest.raises(OurFault, match="run `autograder build warm_up`"),
        ours(f"sqlite:///{root / 'new.db'}", assignment),
    ):
        pass


def test_nbgrader_can_release_the_assignment_afterwards(assignment, url, root):
    write(url, assignment, Entry("ann", None, FULL))
    assert nbgrader(root).generate_assignment(NAME)["success"]
    assert grade_of(url, "ann", "double")["auto_score"] == 6
