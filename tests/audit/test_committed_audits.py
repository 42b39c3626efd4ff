"""The checks of every assignment in this repository are fair to every right answer and strict to every wrong one."""

import json
import subprocess
import sys

import msgspec
import pytest
from helpers_audit import REPOSITORY

from autograder.answers import right_answers, wrong_answers
from autograder.audit.findings import Findings
from autograder.audit.tables import check_grid, markdown_table, overview
from autograder.course import Course

COURSE = Course(REPOSITORY)

# Of each exercise; what is asked of a set that shall say something about styles.
FEWEST_RIGHT = 25


@pytest.mark.parametrize("name", COURSE.ids())
def test_the_audit_finds_nothing_off(name):
    done = subprocess.run(
        [sys.executable, "-P", "-m", "autograder", "audit", name, "--json", "-", "--course", str(REPOSITORY)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)
    assert found["problems"] == []
    assert (found["reference"], found["release"]) == (found["points"], 0)
    for one in found["exercises"]:
        for figure in ("right", "wrong", "mutants"):
            assert one[figure]["part"] == one[figure]["whole"], f"{one['name']}: {figure}"
    assert sum(one["named"]["part"] for one in found["exercises"]) >= 24
    assert all(reason for _, reason in found["surprises"])
    page = (REPOSITORY / "docs" / "checks.md").read_text(encoding="utf-8")
    findings = msgspec.convert(found, Findings)
    for grid in (overview([findings]), check_grid(findings)):
        # The title row of a table in the page stands above several assignments.
        for row in markdown_table(grid).splitlines()[2:]:
            assert row in page, "docs/checks.md is stale: autograder audit --markdown docs/checks.md"


@pytest.mark.parametrize("name", COURSE.ids())
def test_every_exercise_has_many_right_answers_and_wrong_ones_with_hints(name):
    assignment = COURSE.assignment(name)
    right, wrong = right_answers(assignment), wrong_answers(assignment)
    for exercise in assignment.manifest.exercises:
        assert sum(one.exercise == exercise.name for one in right) >= FEWEST_RIGHT
        # One may be the copy of another but for spaces; not more.
        codes = {"".join(one.code.split()) for one in right if one.exercise == exercise.name}
        assert len(codes) >= FEWEST_RIGHT
        assert any(one.exercise == exercise.name for one in wrong)
    assert all(1 <= one.hint.count(". ") + 1 <= 3 for one in wrong)
