"""Who would change if the class were graded again."""

import contextlib
import io
import shutil
import sqlite3

import pytest
from helpers_exporting import EXERCISES, ID, WRONG, enter, notebook, scores, url_of
from nbgrader import api
from sqlalchemy.engine import URL

from autograder.cli import main
from autograder.course import Course
from autograder.errors import OurFault
from autograder.gradebook.differences import Change, Entered, Step, compare, read_entered
from autograder.gradebook.rows import Entry
from autograder.manifest import Exercise, Manifest
from autograder.results import ExerciseResult, Result, Status

MANIFEST = Manifest("Warm up", (Exercise("double", 6), Exercise("halve", 4)))


def result(double=6, halve=4, status=Status.GRADED, reason=""):
    graded = status is Status.GRADED
    exercises = tuple(
        ExerciseResult(one.name, score, one.points, ())
        for one, score in zip(MANIFEST.exercises, (double, halve), strict=True)
    )
    score = {Status.GRADED: double + halve, Status.UNREADABLE: 0, Status.GRADER_FAULT: None}[status]
    return Result("ann", "warm_up", status, score, 10, "B", 1, 0.1, exercises if graded else (), reason)


def entered(double=6, halve=4, **more):
    return {"double": Entered(double), "halve": Entered(halve), **more}


def test_the_same_scores_change_nothing():
    assert compare(result(), entered(), MANIFEST) is None


def test_a_change_names_points_and_exercises():
    assert compare(result(double=2), entered(), MANIFEST) == Change("ann", 10, 6, (Step("double", 6, 2),))


def test_a_manual_score_counts_on_and_is_named():
    by_hand = entered(double=None) | {"double": Entered(6, manual=5, extra=1)}
    assert compare(result(double=2), by_hand, MANIFEST) == Change("ann", 10, 10, (Step("double", 6, 2, kept=5),))


def test_an_unreadable_submission_would_lose_what_it_had():
    found = compare(result(status=Status.UNREADABLE, reason="Torn."), entered(halve=0), MANIFEST)
    assert found == Change("ann", 6, 0, (Step("double", 6, 0),), "Torn.")


def test_a_fault_of_ours_changes_nothing_and_is_told():
    found = compare(result(status=Status.GRADER_FAULT, reason="It broke."), entered(), MANIFEST)
    assert found == Change("ann", 10, None, (), "It broke.")


def test_a_student_who_is_not_there_is_new():
    assert compare(result(), None, MANIFEST) == Change("ann", None, 10)


def test_what_only_people_grade_counts_and_is_not_compared():
    assert compare(result(), entered(essay=Entered(None, manual=3)), MANIFEST) is None
    found = compare(result(double=2), entered(essay=Entered(None, manual=3)), MANIFEST)
    assert (found.before, found.after) == (13, 9)


def test_what_is_read_is_what_was_entered(course):
    enter(course, Entry("ann", None, scores(he=4)), Entry("bob", None, dict.fromkeys(EXERCISES), doubtful=True))
    with api.Gradebook(url_of(course)) as book:
        grade = book.find_grade(f"check_{EXERCISES[2]}", ID, ID, "ann")
        grade.manual_score, grade.extra_credit = 7.5, 1
        book.db.commit()
    found = read_entered(url_of(course), ID)
    assert found["ann"] == {
        EXERCISES[0]: Entered(10),
        EXERCISES[1]: Entered(10),
        EXERCISES[2]: Entered(4, manual=7.5, extra=1),
    }
    assert found["bob"] == dict.fromkeys(EXERCISES, Entered(None))


def test_no_gradebook_is_an_empty_one_and_stays_none(tmp_path):
    assert read_entered(f"sqlite:///{tmp_path / 'none.db'}", ID) == {}
    assert list(tmp_path.iterdir()) == []


def test_an_odd_path_is_read_too(course, tmp_path):
    enter(course, Entry("ann", None, scores()))
    odd = shutil.copy(course.root / "gradebook.db", tmp_path / "a b?c#d%20 ü.db")
    assert list(read_entered(URL.create("sqlite", database=str(odd)).render_as_string(), ID)) == ["ann"]


def test_a_file_that_is_no_database_is_one_clear_line(tmp_path):
    (tmp_path / "words.db").write_text("not a database, but long enough to be taken for one" * 40)
    with pytest.raises(OurFault, match=r"words\.db cannot be read: file is not a database\. Restore it from a backup"):
        read_entered(f"sqlite:///{tmp_path / 'words.db'}", ID)


def test_a_locked_gradebook_is_one_clear_line(course):
    locked = r"gradebook\.db cannot be read: database is locked\. Another program is writing to it; close"
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OurFault, match=locked):
            read_entered(f"{url_of(course)}?timeout=0.1", ID)


def hand_in(course, student, content):
    folder = course.root / "submitted" / student / ID
    folder.mkdir(parents=True)
    (folder / f"{ID}.ipynb").write_text(content)


def everything(root):
    return {
        str(path.relative_to(root)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def said(template, tmp_path_factory):
    """What a dry run prints about a class of five, and the files before and after it."""
    root = tmp_path_factory.mktemp("dry") / "course"
    shutil.copytree(template.root, root)
    course = Course(root)
    enter(course, *(Entry(student, None, scores(he=4)) for student in ("ann", "bob", "cyd")))
    with api.Gradebook(url_of(course)) as book:
        book.find_grade(f"check_{EXERCISES[0]}", ID, ID, "bob").manual_score = 3
        book.db.commit()
    hand_in(
        course,
        "ann",
        notebook(course, initialize_parameters_he="def initialize_parameters_he(layers_dims):\n    return 1\n"),
    )
    hand_in(course, "bob", notebook(course, initialize_parameters_zeros=WRONG))
    hand_in(course, "cyd", '{"cells": [')
    hand_in(course, "dot", notebook(course))
    before = everything(root)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        status = main(["grade", ID, "--dry-run", "--jobs", "1", "--course", str(root)])
    return status, output.getvalue(), before, everything(root)


def test_a_dry_run_writes_nothing(said):
    _, _, before, after = said
    assert after == before


def test_a_dry_run_says_who_changes_by_how_much_and_why(said):
    status, text, *_ = said
    words = " ".join(text.split())
    assert status == 0
    assert "ann 24 20 -4 initialize_parameters_he 4 → 0" in words
    assert "bob 17 23 +6" in words
    assert "(the 3 that a person entered stays)" in words
    assert "cyd 24 0 -24 it cannot be read: The notebook breaks off" in words
    assert "dot - 30 new" in words
    assert "4 submissions, 1 unreadable; late penalties left out: 1 up, 2 down, 1 new. Nothing was written." in words
