"""A class that is graded again: what is new, what is said about it, and what stays."""

import pytest
from helpers_exporting import EXERCISES, ID, WRONG, notebook, url_of
from nbgrader import api

from autograder.cli import main


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
