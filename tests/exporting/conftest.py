"""A course folder of each test's own."""

import shutil

import pytest
from helpers_exporting import enter, make_course

from autograder.course import Course


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """The course, with a gradebook in which nobody has handed in; making one takes longer than copying it."""
    course = make_course(tmp_path_factory.mktemp("template") / "course")
    enter(course)
    return course


@pytest.fixture
def course(template, tmp_path, monkeypatch):
    root = tmp_path / "course"
    shutil.copytree(template.root, root)
    monkeypatch.chdir(root)
    return Course(root)
