"""``autograder new``: what it writes can be built and graded at once."""

import json
import tomllib

import pytest
from helpers_build import ID, run

from autograder.building.new import new_assignment
from autograder.course import CourseError


def test_everything_in_the_skeleton_is_graded_as_it_claims(course, assignment):
    right = sorted(assignment.secret.glob("right_answers/*/*.py"))
    wrong = sorted(assignment.secret.glob("wrong_answers/*/*.py"))
    assert len(right) >= 3
    assert len(wrong) >= 3
    paths = [assignment.solution, assignment.release, *right, *wrong]
    done = run("autograder", "grade-files", ID, *map(str, paths), "--json", "-", cwd=course.root)
    assert done.returncode == 0, done.stderr
    solution, release, *others = json.loads(done.stdout)
    assert [solution["score"], release["score"]] == [10, 0]
    assert {one["score"] for one in others[: len(right)]} == {10}
    for path, result in zip(wrong, others[len(right) :], strict=True):
        named = set(tomllib.loads(path.read_text().split('"""')[1])["fails"])
        failed = {check["name"] for check in result["exercises"][0]["checks"] if check["verdict"] != "passed"}
        assert failed >= named, path.name


def test_no_placeholder_is_left(course):
    for path in new_assignment(course, "another_one"):
        assert "__" not in path.read_text().replace("__doc__", ""), path
    assert course.assignment("another_one").manifest.title == "Another one"


@pytest.mark.parametrize(
    "wrong", ["", "Upper", "two words", "a-b", "../up", "a__b", "_a", "a_", "1st", "a/b", "é"], ids=repr
)
def test_an_id_that_cannot_be_one_is_refused(course, wrong):
    with pytest.raises(CourseError, match="cannot be an assignment's id; use small letters"):
        new_assignment(course, wrong)


@pytest.mark.parametrize("taken", ["class", "course_kit", "autograder"])
def test_an_id_that_means_something_else_is_refused(course, taken):
    with pytest.raises(CourseError, match="for it means something else already; choose another one"):
        new_assignment(course, taken)


@pytest.mark.parametrize("folder", ["source", "autograder/assignments"])
def test_what_exists_is_never_overwritten(course, folder):
    (course.root / folder / "taken").mkdir()
    with pytest.raises(CourseError, match="exists already; choose another id or remove it"):
        new_assignment(course, "taken")


def test_the_skeleton_passes_its_own_audit(course):
    done = run("autograder", "audit", ID, "--json", "-", cwd=course.root)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = json.loads(done.stdout)
    assert (found["reference"], found["release"], found["problems"]) == (10, 0, [])
    assert found["exercises"][0]["mutants"]["part"] > 5
