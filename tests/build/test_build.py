"""Building: idempotent, complete, without side effects, and clear about what is wrong."""

import nbformat
import pytest
from helpers_build import ID, edit, edit_cell, snapshot

from autograder.building.build import build
from autograder.course import CourseError


def test_building_twice_writes_no_file(course):
    before = snapshot(course.root)
    assert build(course, [], check=False) == []
    assert snapshot(course.root) == before


def test_what_was_written_is_told(course, assignment):
    edit(assignment.source, "What to remember", "What not to forget")
    (assignment.release.parent / "old.csv").write_text("1,2\n")
    written = []
    assert build(course, [ID], check=False, wrote=written.append) == []
    assert written == [f"release/{ID}/ (2 files)", f"solutions/{ID}/ (1 file)"]
    assert build(course, [ID], check=False, wrote=written.append) == []
    assert len(written) == 2


def test_what_was_just_built_is_fresh(course):
    assert build(course, [ID], check=True) == []


def test_the_gradebook_is_not_touched(course, tmp_path):
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.db_url = 'sqlite:///{tmp_path}/grades.db'\n")
    assert build(course, [ID], check=False, force=True) == []
    assert not (tmp_path / "grades.db").exists()
    assert not list(course.root.rglob("*.db"))


def test_nothing_is_left_in_the_source_folder(assignment):
    assert {path.name for path in assignment.source.parent.iterdir()} == {f"{ID}.ipynb", "public_checks.py"}


def test_a_change_of_text_does_not_run_the_notebook(course, assignment):
    before = nbformat.read(assignment.solution, as_version=4)
    edit(assignment.source, "What to remember", "What not to forget")
    steps = []
    assert build(course, [], check=False, say=steps.append) == []
    assert not any("running" in step for step in steps)
    after = nbformat.read(assignment.solution, as_version=4)
    assert [cell.outputs for cell in after.cells if cell.cell_type == "code"] == [
        cell.outputs for cell in before.cells if cell.cell_type == "code"
    ]
    assert build(course, [], check=True) == []


def test_a_failing_cell_is_named_with_its_error_and_nothing_is_written(course, assignment):
    edit_cell(assignment.source, "imports", source="import numpy as np\nfrom course_kit import *\nnp.nonsense")
    before = snapshot(course.root)
    (problem,) = build(course, [ID], check=False)
    assert problem.startswith(f"source/{ID}/{ID}.ipynb: cell 'imports' fails: AttributeError: ")
    assert "\n" not in problem
    assert snapshot(course.root) == before


def test_a_cell_tagged_as_failing_may_fail(course, assignment):
    edit_cell(assignment.source, "imports", source="from course_kit import *\nimport numpy as np")
    notebook = nbformat.read(assignment.source, as_version=4)
    failing = nbformat.v4.new_code_cell("1 / 0", id="fails-on-purpose", metadata={"tags": ["raises-exception"]})
    notebook.cells.append(failing)
    nbformat.write(notebook, assignment.source)
    assert build(course, [ID], check=False) == []


def test_a_graded_cell_that_loses_points_is_named(course, assignment):
    edit(assignment.source, "check(mean_squared_error)", "check(np.mean)")
    (problem,) = build(course, [ID], check=False)
    assert problem == f"source/{ID}/{ID}.ipynb: cell 'check': the solution gets 0 of 10 points; mend it or the checks."


def test_what_nbgrader_refuses_comes_with_its_reason(course, assignment):
    edit_cell(assignment.source, "imports", source="### BEGIN SOLUTION\nimport numpy as np\n### END SOLUTION")
    (problem,) = build(course, [ID], check=False)
    assert problem.startswith(f"source/{ID}/{ID}.ipynb: nbgrader refuses it: ")
    assert "solution region" in problem.lower()


def test_a_broken_configuration_is_named(course):
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("import no_such_module\n")
    (problem,) = build(course, [ID], check=True)
    assert problem == "nbgrader_config.py: ModuleNotFoundError: No module named 'no_such_module'"


def test_a_configuration_without_the_kit_is_refused(course):
    (course.root / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    (problem,) = build(course, [ID], check=True)
    assert problem.startswith("nbgrader_config.py: releases would lack course_kit/, ")
    assert problem.endswith("begin with a copy of the nbgrader_config.py that came with the autograder.")


def test_an_unknown_assignment_is_wrong_usage(course):
    with pytest.raises(CourseError, match="no assignment 'nonsense'"):
        build(course, ["nonsense"], check=True)
