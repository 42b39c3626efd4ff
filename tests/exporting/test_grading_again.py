"""A class that is graded again: what is new, what is said about it, and what stays."""

from itertools import islice

import pytest
from helpers_exporting import EXERCISES, ID, WRONG, notebook, rows, url_of
from nbgrader import api

from autograder import grading
from autograder.cli import STOPPED, WRONG_USAGE, main
from autograder.commands import grade as grade_command


def hand_in(course, student, content):
    folder = course.root / "submitted" / student / ID
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{ID}.ipynb").write_text(content)


@pytest.fixture
def grade(course, capsys):
    """Grade the class and return what is said on standard output, as one line."""

    def run(*options):
        assert main(["grade", ID, "--jobs", "1", *options]) == 0
        return " ".join(capsys.readouterr().out.split())

    return run


def give(course, student, points, exercises=EXERCISES):
    """Enter points as formgrader does: None is an emptied field."""
    with api.Gradebook(url_of(course)) as book:
        for exercise in exercises:
            grade = book.find_grade(f"check_{exercise}", ID, ID, student)
            grade.manual_score, grade.needs_manual_grade = points, False
        book.db.commit()


def score(course, student):
    with api.Gradebook(url_of(course)) as book:
        return book.find_submission(ID, student).score


LOOK = "A manual score counts, and the autograder's has changed since; look in formgrader:"


def test_a_notebook_that_comes_after_a_manual_score_is_pointed_out_until_a_person_has_looked(course, grade):
    hand_in(course, "ann", '{"cells": [')
    hand_in(course, "bob", notebook(course, initialize_parameters_zeros=WRONG))
    hand_in(course, "cyd", notebook(course))
    assert LOOK not in grade()
    give(course, "ann", 0)
    give(course, "bob", 3, EXERCISES[:1])
    assert LOOK not in grade()
    hand_in(course, "ann", notebook(course))
    hand_in(course, "bob", notebook(course))
    page = course.root / f"grades-{ID}.html"
    for _ in range(2):
        assert f"{LOOK} ann, bob." in grade()
        assert page.read_text().count("Look again") == 2
    assert (score(course, "ann"), score(course, "bob")) == (0, 23)
    give(course, "ann", None)
    give(course, "bob", 3, EXERCISES[:1])
    assert LOOK not in grade()
    assert "Look again" not in page.read_text()
    assert (score(course, "ann"), score(course, "bob")) == (30, 23)


def interrupted_after(number):
    """Return what grades as ever, until somebody presses Ctrl-C."""

    def grade_all(*arguments):
        yield from islice(grading.grade_all(*arguments), number)
        raise KeyboardInterrupt

    return grade_all


def graded_in(course):
    with api.Gradebook(url_of(course)) as book:
        return sorted(one.student.id for one in book.assignment_submissions(ID))


def test_a_run_that_was_stopped_goes_on_where_it_was_and_the_marks_hold_everybody(course, grade, monkeypatch, capsys):
    for student in ("ann", "bob", "cyd"):
        hand_in(course, student, notebook(course))
    with monkeypatch.context() as patch:
        patch.setattr(grade_command, "grade_all", interrupted_after(2))
        assert main(["grade", ID, "--jobs", "1"]) == STOPPED
    said = capsys.readouterr().err
    assert "Stopped after 2 of 3." in said
    assert "goes on where it was stopped" in said
    assert graded_in(course) == ["ann", "bob"]
    said = grade()
    assert "3 submissions, mean 30.0 of 30." in said
    assert "2 had not changed and were not graded again (--force does)." in said
    assert [row[0] for row in rows(course.root / f"grades-{ID}.csv")[1:]] == ["ann", "bob", "cyd"]
    assert (course.root / f"grades-{ID}.html").read_text().count('scope="row"><a href="feedback/') == 3


def test_what_lies_at_a_wrong_place_is_named_with_the_right_one(course, grade, capsys):
    hand_in(course, "ann", notebook(course))
    submitted = course.root / "submitted"
    (submitted / "rex").mkdir()
    (submitted / "rex" / f"{ID}.ipynb").write_text(notebook(course))
    line = f"Not graded, for it does not lie in submitted/<student>/{ID}/: rex/{ID}.ipynb."
    assert grade().endswith(line)
    assert grade("--dry-run").endswith(line)
    assert "Not graded" not in grade("--student", "ann")
    assert main(["grade", ID, "--student", "rex"]) == WRONG_USAGE
    assert capsys.readouterr().err.strip().endswith(line)


def test_students_are_named_one_by_one_or_together(course, grade):
    for student in ("ann", "bob", "cyd", "dot"):
        hand_in(course, student, notebook(course))
    assert "3 submissions" in grade("--student", "ann", "--student", "cyd", "dot")
    assert graded_in(course) == ["ann", "cyd", "dot"]


def test_who_handed_in_several_notebooks_is_named(course, grade):
    for student in ("ann", "bob"):
        hand_in(course, student, notebook(course))
    (course.root / "submitted" / "bob" / ID / "draft.ipynb").write_text(notebook(course))
    for _ in range(2):
        assert "Of several files the one of the right name was graded: bob." in grade()
