"""A course with one real assignment."""

import sys
from pathlib import Path

import pytest

# The corpus of submissions is beside its own tests.
sys.path.append(str(Path(__file__).resolve().parents[1] / "submissions"))

from helpers_nbgrader import copy_course

from autograder.warm_grader import KEEPER


@pytest.fixture
def assignment(tmp_path):
    return copy_course(tmp_path / "course")


@pytest.fixture
def root(assignment):
    return assignment.course.root


@pytest.fixture(scope="session", autouse=True)
def _no_grader_is_left():
    yield
    KEEPER.close()
