"""One grader is kept warm in a process, as long as its checks are the same."""

import psutil
import pytest

from autograder.collecting.collect import Submission
from autograder.course import CourseError
from autograder.warm_grader import GraderKeeper


@pytest.fixture
def keeper():
    keeper = GraderKeeper()
    yield keeper
    keeper.close()


def processes():
    return {child.pid for child in psutil.Process().children(recursive=True)}


def test_the_same_checks_are_graded_by_the_same_grader(keeper, assignment):
    assert keeper.grader_of(assignment) is keeper.grader_of(assignment)


def test_changed_checks_get_a_grader_of_their_own_and_the_old_one_ends(keeper, assignment):
    before = processes()
    first = keeper.grader_of(assignment)
    seed = first.grade(Submission("ann", assignment.solution)).seed
    with assignment.hidden_checks.open("a") as checks:
        checks.write("\n# Another seed.\n")
    second = keeper.grader_of(assignment)
    assert second is not first
    assert second.grade(Submission("ann", assignment.solution)).seed != seed
    second_only = processes() - before
    keeper.close()
    assert processes() == before
    assert second_only


def test_what_cannot_be_graded_with_leaves_nothing_behind(keeper, assignment):
    before = processes()
    keeper.grader_of(assignment)
    assignment.solution.unlink()
    with pytest.raises(CourseError):
        keeper.grader_of(assignment)
    assert processes() == before
