"""A course of one assignment that can be audited: the skeleton, solved and released without nbgrader."""

import json
import re
from pathlib import Path

from autograder.building.new import new_assignment
from autograder.course import Assignment, Course

REPOSITORY = Path(__file__).resolve().parents[2]

ID = "first_lesson"
EXERCISE = "mean_squared_error"

_SOLUTION = re.compile(r"    ### BEGIN SOLUTION.*### END SOLUTION", re.DOTALL)


def write_course(root: Path) -> Assignment:
    """Write the course into an empty folder and return its assignment."""
    (root / "nbgrader_config.py").touch()
    assignment = _skeleton(root)
    notebook = json.loads(assignment.source.read_text(encoding="utf-8"))
    _write(assignment.solution, notebook)
    for cell in notebook["cells"]:
        source = _SOLUTION.sub("    raise NotImplementedError()", "".join(cell["source"]))
        cell["source"] = source.splitlines(keepends=True)
    _write(assignment.release, notebook)
    return assignment


def _skeleton(root: Path) -> Assignment:
    course = Course(root)
    new_assignment(course, ID)
    return course.assignment(ID)


def _write(path: Path, notebook: dict) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def add(assignment: Assignment, kind: str, name: str, code: str, docstring: str = "") -> Path:
    """Add an answer of the one exercise."""
    path = assignment.secret / kind / EXERCISE / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'"""\n{docstring}\n"""\n\n{code}\n' if docstring else f"{code}\n", encoding="utf-8")
    return path


def edit(path: Path, old: str, new: str) -> None:
    """Replace something in a file that has it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
