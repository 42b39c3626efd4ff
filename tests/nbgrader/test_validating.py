"""`nbgrader validate`, the button that students have: what it says of cells that call `check`."""

import json
import shutil
import subprocess

import pytest
from helpers_nbgrader import BIN, NAME, environment, solved

from autograder.bench.workload import filled


@pytest.fixture
def validated(assignment, tmp_path):
    """Return what validating says of the released notebook with code in its solution cells."""

    def validate(answers):
        folder = tmp_path / "student"
        shutil.copytree(assignment.release.parent, folder)
        released = json.loads(assignment.release.read_bytes())
        (folder / f"{NAME}.ipynb").write_text(json.dumps(filled(released, answers)))
        command = [BIN / "nbgrader", "validate", f"{NAME}.ipynb"]
        done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    return validate


@pytest.fixture
def right(assignment):
    cells = [(cell["metadata"].get("nbgrader", {}), cell["source"]) for cell in solved(assignment)["cells"]]
    return {marks["grade_id"]: source for marks, source in cells if marks.get("solution")}


def test_a_right_notebook_is_a_success_without_warnings(validated, right):
    said = validated(right)
    assert "Success" in said
    assert "Cell output is" not in said


def test_a_wrong_exercise_is_named(validated, right):
    wrong = next(iter(right))
    said = validated(right | {wrong: "def initialize_parameters_zeros(layers_dims):\n    return {}\n"})
    assert "Success" not in said
    assert "VALIDATION FAILED ON 1 CELL" in said
