"""A small course that nbgrader itself has released."""

import shutil
from pathlib import Path

import nbformat
import pytest
from helpers_output import NAME, POINTS, nbgrader, source_notebook, wrong_answer

from autograder.course import Assignment, Course
from autograder.gradebook.book import Gradebook


@pytest.fixture(scope="session")
def nbgraders_course(tmp_path_factory):
    """The course's folder after a real `nbgrader generate_assignment`, with the database that it wrote."""
    root = tmp_path_factory.mktemp("course")
    (root / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "small"\n')
    secret = root / "autograder" / "assignments" / NAME
    for name in POINTS:
        for kind, code in (("right_answers", f"def {name}(x):\n    return x\n"), ("wrong_answers", wrong_answer(name))):
            (secret / kind / name).mkdir(parents=True)
            (secret / kind / name / "plain.py").write_text(code)
    exercises = [f'[[exercises]]\nname = "{name}"\npoints = {points}\n' for name, points in POINTS.items()]
    (secret / "assignment.toml").write_text("\n".join(['title = "Warm up"\n', *exercises]))
    (root / "source" / NAME).mkdir(parents=True)
    nbformat.write(source_notebook(), root / "source" / NAME / f"{NAME}.ipynb")
    made = nbgrader(root).generate_assignment(NAME)
    assert made["success"], made
    return root


@pytest.fixture(scope="session")
def fresh_database(nbgraders_course, tmp_path_factory):
    """A gradebook that was opened on nothing; a new one costs seconds, most of them in alembic."""
    path = tmp_path_factory.mktemp("database") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}", "small", Course(nbgraders_course).assignment(NAME)):
        pass
    return path


@pytest.fixture
def assignment(nbgraders_course, fresh_database, tmp_path) -> Assignment:
    """The assignment in a course folder of the test's own, with a gradebook in which nobody has handed in."""
    root = tmp_path / "course"
    shutil.copytree(nbgraders_course, root, ignore=shutil.ignore_patterns("gradebook.db"))
    shutil.copy(fresh_database, root / "gradebook.db")
    return Course(root).assignment(NAME)


@pytest.fixture
def root(assignment) -> Path:
    return assignment.course.root


@pytest.fixture
def url(root) -> str:
    return f"sqlite:///{root / 'gradebook.db'}"
