"""A toy course that stands for all courses, and one warm sandbox a level for the whole session."""

import pytest
from helpers_engine import cells_of
from toy_course import write_course

from autograder._sandbox.levels import available
from autograder._sandbox.sandbox import Sandbox
from autograder._sandbox.session import Session
from autograder.course import Course
from autograder.manifest import Limits

LIMITS = Limits(call_s=1.0, cell_s=1.0, submission_s=12.0, cpu_s=10, memory_mib=256)


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A course of one assignment, ``toy``: f(x) = 2 x for 4 points and g(x) = f(x) + 1 for 6."""
    return Course(write_course(tmp_path_factory.mktemp("course")))


@pytest.fixture(scope="session")
def toy(course):
    return course.assignment("toy")


@pytest.fixture(scope="session", params=available(), ids=lambda level: f"level_{level}")
def sandbox(request):
    """A warm sandbox at each level that holds on this machine."""
    with Sandbox(LIMITS, request.param) as one:
        one.start()
        yield one


@pytest.fixture(scope="session")
def strongest():
    """A warm sandbox at the strongest level, for what does not depend on the level."""
    with Sandbox(LIMITS) as one:
        one.start()
        yield one


@pytest.fixture
def submit(strongest):
    """Make a session of cells; its worker ends with the test."""
    sessions = []

    def open_session(*sources, wanted=("f", "g"), sandbox=strongest):
        session = Session(sandbox, cells_of(*sources), wanted)
        sessions.append(session)
        return session.__enter__()

    yield open_session
    for session in sessions:
        session.__exit__(None, None, None)
