"""A small course, built once; each test gets a copy of it."""

import shutil

import pytest
from helpers_build import ID, REPOSITORY

from autograder.building.build import build
from autograder.building.new import new_assignment
from autograder.course import Course


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A course of one assignment, as `autograder new` and `autograder build` leave it."""
    root = tmp_path_factory.mktemp("course")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    shutil.copytree(REPOSITORY / "course_kit", root / "course_kit", ignore=shutil.ignore_patterns("__pycache__"))
    course = Course(root)
    new_assignment(course, ID)
    assert build(course, [], check=False) == []
    return course


@pytest.fixture
def course(built, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(built.root, root)
    return Course(root)


@pytest.fixture
def assignment(course):
    return course.assignment(ID)
