"""Rules of an assignment's source: each broken one is named with file, value and remedy."""

import nbformat
import pytest
from helpers_build import ID, edit, edit_cell

from autograder.building.build import build
from autograder.building.source_rules import source_problems


def drop_cell(path, cell_id):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id != cell_id]
    nbformat.write(notebook, path)


def drop_markers(path):
    edit(path, "### BEGIN SOLUTION", "# solution")
    edit(path, "### END SOLUTION", "# end")


def make_old(path):
    notebook = nbformat.read(path, as_version=4)
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        del cell["id"]
    nbformat.write(notebook, path)


def add_graded_cell(path):
    notebook = nbformat.read(path, as_version=4)
    extra = nbformat.v4.new_code_cell("1", id="extra", metadata=notebook.cells[4].metadata.copy())
    extra.metadata = {"nbgrader": {**extra.metadata.nbgrader, "grade_id": "bonus"}}
    notebook.cells.append(extra)
    nbformat.write(notebook, path)


NOTEBOOK = f"source/{ID}/{ID}.ipynb"
CASES = {
    "no notebook": (lambda one: one.source.unlink(), f"{NOTEBOOK} is missing"),
    "not a notebook": (lambda one: one.source.write_text("nonsense"), f"{NOTEBOOK} is no notebook: "),
    "no cell ids": (lambda one: make_old(one.source), f"{NOTEBOOK}: has cells without ids; "),
    "no solution cell": (
        lambda one: drop_cell(one.source, "solution"),
        f"{NOTEBOOK}: needs one autograded-answer cell with the id 'mean_squared_error'",
    ),
    "no solution region": (
        lambda one: drop_markers(one.source),
        f"{NOTEBOOK}: cell 'mean_squared_error' has no code between 'BEGIN SOLUTION' and 'END SOLUTION'",
    ),
    "a solution region without an end": (
        lambda one: edit_cell(one.source, "imports", source="### BEGIN SOLUTION\nimport numpy as np"),
        f"{NOTEBOOK}: cell 'imports' has 'BEGIN SOLUTION' without 'END SOLUTION', or the other way; write both",
    ),
    "no graded cell": (
        lambda one: drop_cell(one.source, "check"),
        f"{NOTEBOOK}: needs one graded cell with the id 'check_mean_squared_error'",
    ),
    "other points": (
        lambda one: edit_cell(one.source, "check", nbgrader={"points": 5}),
        f"{NOTEBOOK}: cell 'check_mean_squared_error' is worth 5 points, assignment.toml says 10; make them equal",
    ),
    "not locked": (
        lambda one: edit_cell(one.source, "check", nbgrader={"locked": False}),
        f"{NOTEBOOK}: cell 'check_mean_squared_error' is not locked",
    ),
    "graded without an exercise": (
        lambda one: add_graded_cell(one.source),
        f"{NOTEBOOK}: cell 'bonus' is graded but no exercise in assignment.toml goes with it",
    ),
    "no public checks": (lambda one: one.public_checks.unlink(), f"source/{ID}/public_checks.py is missing"),
    "no hidden checks": (
        lambda one: one.hidden_checks.unlink(),
        f"autograder/assignments/{ID}/hidden_checks.py is missing",
    ),
    "a secret in the source folder": (
        lambda one: (one.source.parent / "hidden_checks.py").write_text(""),
        f"source/{ID}/hidden_checks.py would reach students",
    ),
    "a second notebook": (
        lambda one: (one.source.parent / "draft.ipynb").write_text("{}"),
        f"source/{ID}/draft.ipynb would reach students",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_broken_rule_is_named(course, assignment, case):
    damage, line = CASES[case]
    damage(assignment)
    problems = source_problems(assignment)
    assert len(problems) == 1
    assert problems[0].startswith(line), problems
    assert build(course, [ID], check=False) == problems


@pytest.mark.parametrize(
    "name", ["points.csv", ".ipynb_checkpoints/draft.ipynb", "__pycache__/public_checks.pyc", "a.swp"]
)
def test_data_and_litter_may_lie_in_the_source_folder(assignment, name):
    (assignment.source.parent / name).parent.mkdir(exist_ok=True)
    (assignment.source.parent / name).write_text("1,2\n")
    assert source_problems(assignment) == []


def test_data_is_released_and_litter_is_not(course, assignment):
    for name in ("points.csv", ".DS_Store", "public_checks.py~"):
        (assignment.source.parent / name).write_text("1,2\n")
    assert build(course, [ID], check=False) == []
    assert {path.name for path in assignment.release.parent.iterdir()} == {
        f"{ID}.ipynb", "public_checks.py", "points.csv", "course_kit",
    }  # fmt: skip
    assert build(course, [ID], check=True) == []
