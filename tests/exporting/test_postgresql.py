"""The gradebook in PostgreSQL: the same as in SQLite, on a real server."""

import itertools
import threading
from datetime import datetime

import pytest
from helpers_exporting import EXERCISES, ID, WRONG, enter, export, notebook, rows, scores
from helpers_postgresql import running_server
from nbgrader import api
from sqlalchemy import create_engine, make_url, text

from autograder.cli import main
from autograder.errors import OurFault
from autograder.gradebook import rows as gradebook_rows
from autograder.gradebook.book import Gradebook
from autograder.gradebook.differences import read_entered
from autograder.gradebook.rows import Entry

NUMBERS = itertools.count()

CUT_OFF = """
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
"""


@pytest.fixture(scope="module")
def server():
    with running_server() as found:
        yield found


@pytest.fixture(scope="module")
def entered(server, template):
    """The name of a database in which nobody has handed in."""
    enter(template, url=server.new("entered"))
    return "entered"


@pytest.fixture
def url(server, entered):
    """A database of the test's own."""
    return server.new(f"course_{next(NUMBERS)}", entered)


@pytest.fixture
def configured(course, url):
    """The course, whose configuration names the database."""
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f'\nc.CourseDirectory.db_url = "{url}"\n')
    (course.root / "gradebook.db").unlink()
    return course


def full(student, **points):
    return Entry(student, datetime(2025, 11, 3, 18), scores(**points))  # noqa: DTZ001 - nbgrader's times are UTC


def standings(url):
    with api.Gradebook(url) as book:
        return {one.student.id: (one.score, one.needs_manual_grade) for one in book.assignment_submissions(ID)}


def hand_in(course, student, content):
    folder = course.root / "submitted" / student / ID
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{ID}.ipynb").write_text(content)


def test_a_class_is_graded_into_it_and_again(configured, url):
    hand_in(configured, "ann", notebook(configured, initialize_parameters_zeros=WRONG))
    hand_in(configured, "bob", '{"cells": [')
    assert main(["grade", ID, "--jobs", "1"]) == 0
    assert standings(url) == {"ann": (20, False), "bob": (0, True)}
    with api.Gradebook(url) as book:
        grade = book.find_grade(f"check_{EXERCISES[0]}", ID, ID, "ann")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 7.5, 1, False
        book.find_comment(EXERCISES[0], ID, ID, "ann").manual_comment = "Well thought, José \N{SNOWMAN}."
        book.db.commit()
    hand_in(configured, "bob", notebook(configured))
    assert main(["grade", ID, "--jobs", "1", "--force"]) == 0
    assert standings(url) == {"ann": (28.5, False), "bob": (30, False)}
    with api.Gradebook(url) as book:
        assert book.find_comment(EXERCISES[0], ID, ID, "ann").comment == "Well thought, José \N{SNOWMAN}."
    assert not (configured.root / "gradebook.db").exists()


def test_a_dry_run_reads_it(configured, url, capsys):
    enter(configured, full("ann"), url=url)
    hand_in(configured, "ann", notebook(configured, initialize_parameters_zeros=WRONG))
    assert main(["grade", ID, "--jobs", "1", "--dry-run"]) == 0
    assert "initialize_parameters_zeros 10 → 0" in " ".join(capsys.readouterr().out.split())
    assert standings(url) == {"ann": (30, False)}


def test_a_dry_run_leaves_an_empty_database_empty(server):
    assert read_entered(server.new("empty"), ID) == {}
    assert server.run("select tablename from pg_tables where schemaname = 'public'", "empty") == []


def test_nbgrader_exports_from_it(configured, url):
    enter(configured, full("ann", he=4), url=url)
    export(configured, "autograder.exporters.MoodleExporter")
    assert rows(configured.root / f"moodle-{ID}.csv")[1][4] == "24"
    export(configured, "nbgrader.plugins.CsvExportPlugin", "--to=nbgrader.csv")
    assert "ann" in (configured.root / "nbgrader.csv").read_text()


def test_the_short_form_of_the_address_is_psycopgs_too(course, url):
    enter(course, full("ann"), url=url.replace("+psycopg", ""))
    assert standings(url) == {"ann": (30, False)}


def test_a_manual_score_waits_for_a_second_look_when_the_autograder_changes_its_mind(course, url):
    enter(course, full("ann"), url=url)
    with api.Gradebook(url) as book:
        book.find_grade(f"check_{EXERCISES[0]}", ID, ID, "ann").manual_score = 3
        book.db.commit()
    enter(course, full("ann", zeros=0), url=url)
    assert standings(url) == {"ann": (23, True)}


def test_a_server_that_goes_away_leaves_whole_submissions(course, url, server, monkeypatch):
    enter(course, full("ann"), full("bob"), url=url)
    name = make_url(url).database
    with Gradebook(url, "hyperparameter_tuning", course.assignment(ID)) as book:
        interrupt_before_comments(monkeypatch, lambda: server.run(CUT_OFF, name))
        with pytest.raises(OurFault, match="terminating connection") as caught:
            book.write([full("ann", zeros=0), full("cyd")])
    assert "secret" not in str(caught.value)
    assert standings(url) == {"ann": (30, False), "bob": (30, False)}
    assert grades_of_each(server, name) == {"ann": 3, "bob": 3}


def test_an_interruption_in_the_middle_of_a_batch_leaves_whole_submissions(course, url, server, monkeypatch):
    def interrupt():
        raise KeyboardInterrupt

    enter(course, full("ann"), url=url)
    with Gradebook(url, "hyperparameter_tuning", course.assignment(ID)) as book:
        with monkeypatch.context() as patch:
            interrupt_before_comments(patch, interrupt)
            with pytest.raises(KeyboardInterrupt):
                book.write([full("ann", zeros=0), full("bob")])
        book.write([full("cyd")])
    assert standings(url) == {"ann": (30, False), "cyd": (30, False)}
    assert grades_of_each(server, make_url(url).database) == {"ann": 3, "cyd": 3}


def interrupt_before_comments(monkeypatch, what):
    """Let something happen when the grades of a batch are written, and its comments are not."""
    original = gradebook_rows._write_comments

    def disturbed(*arguments):
        what()
        original(*arguments)

    monkeypatch.setattr(gradebook_rows, "_write_comments", disturbed)


def grades_of_each(server, database):
    counted = """
        select a.student_id, count(*) from grade g join submitted_notebook n on n.id = g.notebook_id
        join submitted_assignment a on a.id = n.assignment_id group by a.student_id
    """
    return dict(server.run(counted, database))


def test_two_gradings_at_once_both_arrive(course, url):
    def grade(students):
        enter(course, *(full(student) for student in students), url=url)

    halves = [[f"student_{index}" for index in range(start, 40, 2)] + ["both"] for start in (0, 1)]
    threads = [threading.Thread(target=grade, args=(half,)) for half in halves]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(standings(url)) == 41


@pytest.mark.parametrize(
    ("change", "said"),
    [(("/course", "/nowhere"), "does not exist"), (("host=", "host=/none"), "No such file or directory")],
    ids=["no database", "no server"],
)
def test_a_server_that_cannot_be_reached_is_one_clear_line_without_the_password(course, url, change, said):
    with pytest.raises(OurFault, match=said) as caught:
        enter(course, url=url.replace(*change))
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_locked_row_is_waited_for(course, url):
    enter(course, full("ann"), url=url)
    engine = create_engine(url)
    with engine.connect() as other:
        other.execute(text("update grade set auto_score = 1"))
        threading.Timer(0.5, other.rollback).start()
        enter(course, full("ann", zeros=0), url=url)
    engine.dispose()
    assert standings(url) == {"ann": (20, False)}
