"""One grader a level, one after another; each case is tried once and looked at by several tests."""

import pytest
from corpus import cases
from shooting_range import Range, Trial

from autograder._sandbox.levels import available
from autograder._sandbox.sandbox import Sandbox
from autograder.grading import Grader


@pytest.fixture(scope="session")
def shooting_range(tmp_path_factory):
    made = Range(tmp_path_factory.mktemp("range"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def grader(shooting_range):
    with Grader(shooting_range.assignment, available()[0]) as made:
        yield made


@pytest.fixture(scope="session", params=available(), ids=str)
def tried(request, shooting_range, grader):
    """Return a function that tries a case at one level, once."""
    trials: dict[str, Trial] = {}
    # What else a grader prepares takes seconds and is the same at every level.
    grader._sandbox.close()
    grader._sandbox = Sandbox(shooting_range.assignment.manifest.limits, request.param)
    grader._sandbox.start()

    def trial(case):
        if case.name not in trials:
            trials[case.name] = shooting_range.trial(case, grader, request.param)
        return trials[case.name]

    return trial


@pytest.fixture(params=cases(), ids=lambda case: case.name)
def trial(request, tried):
    return tried(request.param)
