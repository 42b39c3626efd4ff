"""``autograder build --check`` names every stale file and cell, and the remedy; building mends them all."""

import shutil

import nbformat
import pytest
from helpers_build import ID, edit, edit_cell

from autograder.building.build import build

REMEDY = f"; run `autograder build {ID}`"


def clear_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)


def swap_last_cells(path):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1], notebook.cells[-2] = notebook.cells[-2], notebook.cells[-1]
    nbformat.write(notebook, path)


CASES = {
    "a cell of the release was edited": (
        lambda one: edit_cell(one.release, "remember", source="Other text."),
        f"release/{ID}/{ID}.ipynb: cell 'remember' is out of date",
    ),
    "a cell of the release lost its lock": (
        lambda one: edit_cell(one.release, "check", nbgrader={"locked": False}),
        f"release/{ID}/{ID}.ipynb: cell 'check' is out of date",
    ),
    "a byte of the release differs": (
        lambda one: one.release.write_bytes(one.release.read_bytes() + b"\n"),
        f"release/{ID}/{ID}.ipynb: something besides the cells is out of date",
    ),
    "the release's cells were reordered": (
        lambda one: swap_last_cells(one.release),
        f"release/{ID}/{ID}.ipynb: the cells stand in another order",
    ),
    "the release is a merge conflict": (
        lambda one: one.release.write_text("<<<<<<< HEAD\n{}"),
        f"release/{ID}/{ID}.ipynb is no notebook",
    ),
    "the release is missing": (
        lambda one: one.release.unlink(),
        f"release/{ID}/{ID}.ipynb is missing",
    ),
    "a file of the kit was edited in the release": (
        lambda one: edit(one.release.with_name("course_kit") / "network.py", "def relu", "def rectify"),
        f"release/{ID}/course_kit/network.py is out of date",
    ),
    "something secret was put into the release": (
        lambda one: shutil.copy(one.hidden_checks, one.release.parent),
        f"release/{ID}/hidden_checks.py is left over",
    ),
    "a solution was edited": (
        lambda one: edit_cell(one.solution, "solution", source="def mean_squared_error(Y_hat, Y): ..."),
        f"solutions/{ID}/{ID}.ipynb: cell 'solution' is out of date",
    ),
    "the outputs were cleared": (
        lambda one: clear_outputs(one.solution),
        f"solutions/{ID}/{ID}.ipynb: it has no outputs",
    ),
    "the public checks changed after the notebook had run": (
        lambda one: edit(one.public_checks, "Try one example first", "Begin with one example"),
        f"solutions/{ID}/{ID}.ipynb: the outputs were made from other code, checks or kit than the present ones",
    ),
    "a picture is missing": (
        lambda one: (one.images / "parabola.png").unlink(),
        f"Images/{ID}/parabola.png is missing",
    ),
    "a picture was exchanged": (
        lambda one: (one.images / "parabola.png").write_bytes(b"not a picture"),
        f"Images/{ID}/parabola.png is not the picture that was drawn",
    ),
    "a picture is left over": (
        lambda one: shutil.copy(one.images / "parabola.png", one.images / "old.png"),
        f"Images/{ID}/old.png is left over: nothing draws it",
    ),
    "the script of the pictures changed": (
        lambda one: edit(one.secret / "images.py", "figsize=(5, 3)", "figsize=(6, 3)"),
        f"Images/{ID}/drawn.json says that the pictures were drawn from other code than the present one",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_staleness_is_found_named_and_mended(course, assignment, case):
    damage, line = CASES[case]
    damage(assignment)
    problems = build(course, [ID], check=True)
    assert any(one.startswith(line) and one.endswith(REMEDY) for one in problems), problems
    if "checks changed" not in case and "cleared" not in case:  # these two run the notebook again, which takes seconds
        assert build(course, [ID], check=False) == []
        assert build(course, [ID], check=True) == []


def test_a_change_of_the_kit_makes_release_outputs_and_pictures_stale(course):
    edit(course.root / "course_kit" / "network.py", "def relu", "def rectify")
    places = {one.split("/")[0] for one in build(course, [ID], check=True)}
    assert places == {"release", "solutions", "Images"}


def test_checking_writes_nothing(course, assignment):
    edit(assignment.source, "What to remember", "What not to forget")
    before = assignment.release.read_bytes()
    assert build(course, [], check=True)
    assert assignment.release.read_bytes() == before
