"""Every exercise is tried with answers that return nothing, a text, or a tuple with a part too few or too many."""

import pytest
from helpers_audit import EXERCISE, edit

from autograder.audit.inspection import Plan, inspect

QUICK = Plan(seeds=1, jobs=1, mutants=False)

ASKED = 'assert_matches(student.mean_squared_error(Y_hat, Y), ((Y_hat - Y) ** 2).mean(), "mean_squared_error")'
HIDDEN = "leaves_other_arguments_as_they_are"


def odd_problems(assignment):
    return [one for one in inspect(assignment, QUICK).problems if one.startswith(f"{EXERCISE}: ")]


@pytest.fixture
def returns_two(assignment):
    """The assignment with a second thing returned, which a check takes apart before it looks."""
    for path in (assignment.source, assignment.solution):
        edit(path, "return np.sum((Y_hat - Y) ** 2) / np.size(Y)", "return np.sum((Y_hat - Y) ** 2) / np.size(Y), Y")
    for path in (assignment.public_checks, assignment.hidden_checks):
        text = path.read_text(encoding="utf-8").replace("student.mean_squared_error(", "first(student)(")
        helper = "def first(student):\n    return lambda *both: taken(student.mean_squared_error(*both))\n"
        taken = "def taken(result):\n    J, _ = result\n    return J\n"
        path.write_text(f"{text}\n\n{helper}\n\n{taken}", encoding="utf-8")
    return assignment


def test_a_check_that_takes_a_result_apart_before_it_looks_is_off(returns_two):
    problems = odd_problems(returns_two)
    assert len(problems) == 4, problems
    assert problems[-2].startswith(
        f"{EXERCISE}: a function that returns nothing (None), a text, an empty tuple, an empty list, an empty "
        "dictionary, a number, its first part only, a part too few or a part too many makes a check itself fail: "
        "is_right_on_other_data: the check itself failed: TypeError: cannot unpack non-iterable NoneType object "
        "(hidden_checks.py, line "
    )
    assert problems[-2].endswith("; look at what came back with parts_of, array_of and their kin before using it")


def test_an_answer_that_returns_nothing_and_earns_points_is_off(assignment):
    edit(assignment.hidden_checks, ASKED, "student.mean_squared_error(Y_hat, Y)")
    problems = odd_problems(assignment)
    assert (
        f"{EXERCISE}: an answer that returns nothing (None) earns 1 points ({HIDDEN}); ask for the result first"
        in problems
    )
    assert len(problems) == 5


def test_checks_that_look_first_have_nothing_off(assignment):
    assert odd_problems(assignment) == []
