"""nbgrader's own commands with our grading in them: what people entered stays, and trouble is said in one line."""

import json
import sqlite3
import subprocess
import threading

import psutil
import pytest
from helpers_nbgrader import (
    BIN,
    NAME,
    PAGE,
    by_autograder,
    by_nbgrader,
    copy_course,
    entered,
    environment,
    feedback_by_nbgrader,
    gradebook,
    hand_in,
    nbgraders_api,
)

from autograder.course import Assignment
from autograder.gradebook import book as gradebook_module
from autograder.warm_grader import KEEPER

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

# As docs/instructor-guide.md has it.
PLUGIN = """
from nbgrader.plugins import BasePlugin


class TenthOfTheScoreADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score * min(1, (total_seconds_late // 86400 + 1) / 10)


c.AssignLatePenalties.plugin_class = TenthOfTheScoreADay
"""
FIRST = "initialize_parameters_zeros"


def nbgrader_again(root, student):
    by_nbgrader(root, f"--student={student}", "--force")
    feedback_by_nbgrader(root, f"--student={student}", "--force")


def autograder_again(root, student):
    by_autograder(root, "--student", student, "--force")


either = pytest.mark.parametrize("grade", [nbgrader_again, autograder_again], ids=["nbgrader", "autograder"])


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course whose assignment was due, with a plugin for late penalties; each test has students of its own."""
    assignment = copy_course(tmp_path_factory.mktemp("class") / "course")
    root = assignment.course.root
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(PLUGIN)
    hand_in(assignment, "first")
    by_autograder(root)
    with gradebook(root) as book:
        book.update_or_create_assignment(NAME, duedate="2025-11-30 12:00:00 UTC")
    return assignment


@pytest.fixture
def root(course):
    return course.course.root


def release(assignment: Assignment):
    return assignment.release.read_text()


def page_of(root, student):
    return (root / "feedback" / student / NAME / PAGE).read_text()


def enter_by_hand(root, student, exercise=FIRST):
    with gradebook(root) as book:
        grade = book.find_grade(f"check_{exercise}", NAME, NAME, student)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 4, 2, False
        book.find_comment(exercise, NAME, NAME, student).manual_comment = "Well argued,\nsee me."
        book.db.commit()


@either
def test_what_a_teacher_entered_stays_settled_when_nothing_changes(course, root, grade):
    student = f"{grade.__name__}_settled"
    hand_in(course, student)
    grade(root, student)
    enter_by_hand(root, student)
    before = entered(root)[student]
    grade(root, student)
    assert entered(root)[student] == before
    assert before[2][f"check_{FIRST}"] == (10, 4, 2, False)
    assert before[3][FIRST] == (None, "Well argued,\nsee me.")


@either
def test_a_new_score_under_a_manual_one_asks_for_a_second_look(course, root, grade):
    student = f"{grade.__name__}_asked"
    hand_in(course, student)
    grade(root, student)
    enter_by_hand(root, student)
    hand_in(course, student, release(course))
    grade(root, student)
    _, _, grades, comments = entered(root)[student]
    assert grades[f"check_{FIRST}"] == (0, 4, 2, True)
    assert comments[FIRST] == ("No response.", "Well argued,\nsee me.")


@either
def test_the_page_says_what_a_teacher_gave_and_wrote(course, root, grade):
    student = f"{grade.__name__}_told"
    hand_in(course, student)
    grade(root, student)
    enter_by_hand(root, student)
    grade(root, student)
    page = page_of(root, student)
    assert "4 points instead of the autograder&#39;s 10, and 2 extra points." in page
    assert "Well argued,\nsee me." in page
    assert "26 of 30 points" in page


@either
def test_what_could_not_be_read_is_graded_by_hand(course, root, grade):
    student = f"{grade.__name__}_by_hand"
    hand_in(course, student, '{"cells": [')
    grade(root, student)
    assert "could not be read" in page_of(root, student)
    enter_by_hand(root, student)
    grade(root, student)
    assert entered(root)[student][2][f"check_{FIRST}"] == (0, 4, 2, False)
    page = page_of(root, student)
    assert "these are the points that your instructor gave by hand so far" in page
    assert "6 of 30 points" in page


@either
def test_the_configured_plugin_takes_points_off_late_submissions(course, root, grade):
    student = f"{grade.__name__}_late"
    hand_in(course, student, timestamp="2025-11-30 12:00:01 UTC")
    grade(root, student)
    assert entered(root)[student][1] == 3
    assert "3 points taken off because it came late" in page_of(root, student)


@either
def test_an_extension_makes_it_early_again(course, root, grade):
    student = f"{grade.__name__}_extended"
    hand_in(course, student, timestamp="2025-11-30 12:00:01 UTC")
    grade(root, student)
    with gradebook(root) as book:
        book.grant_extension(NAME, student, hours=1)
    grade(root, student)
    assert entered(root)[student][1] is None


def test_formgraders_button_grades_one_student_after_the_other_with_one_grader(course, root):
    graders = set()
    for student in ("button_a", "button_b"):
        hand_in(course, student)
        assert nbgraders_api(root).autograde(NAME, student)["success"]
        graders.add(id(KEEPER.grader_of(course)))
    assert len(graders) == 1
    assert {score for score, *_ in entered(root)["button_b"][2].values()} == {10}


def test_an_unreadable_submission_is_no_failure_and_formgrader_shows_it(course, root):
    hand_in(course, "torn", '{"cells": [')
    result = nbgraders_api(root).autograde(NAME, "torn")
    assert result["success"]
    assert "torn: unreadable: The notebook breaks off in the middle" in result["log"]
    shown = nbgraders_api(root).get_submission(NAME, "torn")
    assert (shown["score"], shown["needs_manual_grade"]) == (0, True)


def test_not_executing_gives_nothing_away(course, root):
    hand_in(course, "untouched", release(course))
    by_nbgrader(root, "--student=untouched", "--no-execute")
    assert {score for score, *_ in entered(root)["untouched"][2].values()} == {0}


def test_what_is_autograded_is_passed_over_without_force(course, root):
    folder = hand_in(course, "patient_student")
    by_nbgrader(root, "--student=patient_student")
    (folder / f"{NAME}.ipynb").write_text(release(course))
    by_nbgrader(root, "--student=patient_student")
    assert {score for score, *_ in entered(root)["patient_student"][2].values()} == {10}


def test_a_lone_student_without_a_notebook_is_graded_by_the_autograder_only(course, root):
    hand_in(course, "python_only", "import numpy as np\n", file=f"{NAME}.py")
    with pytest.raises(SystemExit):
        by_nbgrader(root, "--student=python_only")
    assert "python_only" not in entered(root)
    by_autograder(root, "--student", "python_only")
    assert "python_only" in entered(root)


def test_a_gradebook_that_is_locked_for_a_moment_is_waited_for(course, root):
    hand_in(course, "waited")
    other = sqlite3.connect(root / "gradebook.db", check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    timer = threading.Timer(7, other.rollback)  # longer than SQLite waits by itself
    timer.start()
    by_nbgrader(root, "--student=waited")
    timer.join()
    other.close()
    assert "waited" in entered(root)


def test_a_gradebook_that_stays_locked_is_one_clear_line_and_loses_nothing(course, root, monkeypatch):
    hand_in(course, "locked_out")
    monkeypatch.setattr(gradebook_module, "PATIENCE_S", 1)
    other = sqlite3.connect(root / "gradebook.db")
    other.execute("BEGIN EXCLUSIVE")
    said = []
    with pytest.raises(SystemExit):
        by_nbgrader(root, "--student=locked_out", said=said)
    other.close()
    remedy = "Another program is writing to it; close formgrader or the other grading, and run this again."
    line = f"The gradebook sqlite:///{root}/gradebook.db: database is locked. {remedy}"
    assert [one for one in said if "locked" in one] == [line]
    assert not any("Traceback" in line for line in said)
    assert not (root / "autograded" / "locked_out").exists()


def test_checks_that_cannot_be_used_are_one_clear_line_before_anybody_is_graded(assignment):
    hand_in(assignment, "ann")
    assignment.hidden_checks.write_text(assignment.hidden_checks.read_text().replace("points=", "points=7 +", 1))
    said = []
    with pytest.raises(SystemExit):
        by_nbgrader(assignment.course.root, said=said)
    assert any("make them equal" in line for line in said)
    assert not (assignment.course.root / "autograded").exists()


def test_an_assignment_without_a_manifest_is_graded_as_nbgrader_would(course, root):
    metadata = {"grade": True, "solution": False, "locked": True, "task": False, "points": 2, "schema_version": 3}
    cell = {"cell_type": "code", "id": "a", "execution_count": None, "outputs": [], "source": "assert 6 * 7 == 42"}
    cell["metadata"] = {"nbgrader": metadata | {"grade_id": "answer"}}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": kernel, "cells": [cell]})
    for folder in (root / "source" / "plain", root / "submitted" / "first" / "plain"):
        folder.mkdir(parents=True)
        (folder / "plain.ipynb").write_text(notebook)
    api = nbgraders_api(root)
    made = api.generate_assignment("plain")
    assert made["success"], made
    graded = api.autograde("plain", "first")
    assert graded["success"], graded
    assert api.get_submission("plain", "first")["score"] == 2
    assert api.generate_feedback("plain")["success"]
    assert "6 * 7" not in page_of(root, "first")
    assert "Grade cell" in (root / "feedback" / "first" / "plain" / "plain.html").read_text()


def ended(process, within_s):
    try:
        process.wait(within_s)
    except subprocess.TimeoutExpired:
        return False
    return True


def test_nbgraders_command_leaves_no_process_behind(course, root):
    hand_in(course, "tidy")
    command = [BIN / "nbgrader", "autograde", NAME, "--student=tidy"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=root, env=environment(), **quiet) as running:
        seen = {}
        while not ended(running, within_s=0.1):
            seen |= {child.pid: child for child in psutil.Process(running.pid).children(recursive=True)}
    assert running.returncode == 0
    assert seen
    # Whoever has inherited a process that ended may take a moment to take note of it.
    _, alive = psutil.wait_procs(seen.values(), timeout=10)
    assert not alive
