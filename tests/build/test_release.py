"""What students receive: complete in itself, and nothing that is not theirs."""

import shutil
import subprocess
import sys

import nbformat
import pytest
from helpers_build import ID, REPOSITORY, edit_cell

from autograder.building.build import build
from autograder.building.source_rules import release_problems, solution_lines
from autograder.nbgrader_plugins import fingerprint, installed_kit, kit_files


def test_the_release_holds_the_kit_and_nothing_else_of_ours(assignment):
    names = {path.relative_to(assignment.release.parent).as_posix() for path in assignment.release.parent.rglob("*.*")}
    assert {name for name in names if not name.startswith("course_kit/")} == {f"{ID}.ipynb", "public_checks.py"}
    assert names >= {"course_kit/__init__.py", "course_kit/check.py", "course_kit/plots/training.py"}
    assert not any("pycache" in name or "test" in name for name in names)


def test_the_released_kit_checks_a_function_without_this_project(assignment, tmp_path):
    student = tmp_path / "student"
    shutil.copytree(assignment.release.parent, student)
    program = """
import sys
sys.path.insert(0, ".")
import numpy as np
from course_kit import *
import course_kit
def mean_squared_error(Y_hat, Y):
    return np.mean((np.array(Y_hat) - Y) ** 2)
check(mean_squared_error)
assert course_kit.__file__.startswith(sys.argv[1]), course_kit.__file__
assert not any(name == "autograder" or name.startswith(("autograder.", "nbgrader")) for name in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, str(student)],
        cwd=student,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "all 2 checks passed" in done.stdout


def test_the_stub_tells_where_to_write(assignment):
    cells = {cell.id: cell for cell in nbformat.read(assignment.release, as_version=4).cells}
    assert "    # YOUR CODE HERE" in cells["solution"].source
    assert cells["solution"].source.endswith("    raise NotImplementedError()")


def test_a_solution_line_in_the_text_stops_the_build(course, assignment):
    edit_cell(assignment.source, "remember", source="Write\n\n    return np.sum((Y_hat - Y) ** 2) / np.size(Y)\n")
    (problem,) = build(course, [ID], check=False)
    assert problem == (
        f"release/{ID}/{ID}.ipynb: cell 'remember' gives a line of the solution away: "
        "return np.sum((Y_hat - Y) ** 2) / np.size(Y)"
    )


@pytest.mark.parametrize("name", ["hidden_checks.py", "solution.ipynb", "course_kit/secret.py", "notes.txt"])
def test_a_file_outside_the_allow_list_is_named(assignment, name):
    stranger = assignment.release.parent / name
    if name.endswith(".ipynb"):
        shutil.copy(assignment.solution, stranger)
    else:
        stranger.write_text("# anything\n")
    problems = release_problems(assignment, assignment.release.parent, assignment.course.root / "course_kit")
    assert problems[0] == f"release/{ID}/{name} is nothing that students receive; remove it"
    # A solved notebook is recognized by its lines as well.
    assert len(problems) == (2 if name.endswith(".ipynb") else 1)


def test_only_lines_that_tell_something_count_as_solution():
    source = """
def f(X):
    ### BEGIN SOLUTION
    m = X.shape[1]
    cost = np.sum(X * W) / m
    return cost
    ### END SOLUTION"""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    assert solution_lines(notebook) == ["cost = np.sum(X * W) / m"]


def test_the_kits_litter_is_not_shipped(tmp_path):
    for name in (
        "network.py",
        "plots/data.py",
        "__pycache__/network.cpython-311.pyc",
        ".hidden.py",
        "notes.md",
        "py.typed",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert list(kit_files(tmp_path)) == ["course_kit/network.py", "course_kit/plots/data.py"]


def test_a_fingerprint_tells_contents_names_and_order_but_not_line_ends():
    one = fingerprint({"a": b"1\n2"}, ["x", "y"])
    assert fingerprint({"a": b"1\r\n2"}, ["x", "y"]) == one
    others = [
        fingerprint({"a": b"1\n3"}, ["x", "y"]),
        fingerprint({"b": b"1\n2"}, ["x", "y"]),
        fingerprint({"a": b"1\n2"}, ["y", "x"]),
        fingerprint({"a": b"1\n2"}, ["xy"]),
        fingerprint({"a": b"1\n2", "b": b""}, ["x", "y"]),
    ]
    assert len({one, *others}) == len(others) + 1


def test_the_repositorys_kit_is_the_one_that_is_shipped():
    assert installed_kit() == REPOSITORY / "course_kit"


def test_a_course_without_a_kit_of_its_own_ships_the_installed_one(course, assignment):
    shutil.rmtree(course.root / "course_kit")
    assert build(course, [ID], check=False) == []
    shipped = {
        f"course_kit/{path.relative_to(assignment.release.parent / 'course_kit').as_posix()}": path.read_bytes()
        for path in (assignment.release.parent / "course_kit").rglob("*.py")
    }
    assert shipped == kit_files(installed_kit())
