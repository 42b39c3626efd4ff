"""On every check of this repository: replies asked ahead and calls made one by one give the same results."""

from pathlib import Path

import numpy as np
import pytest

from autograder._sandbox.inside.cells import Cell
from autograder._sandbox.session import Call, Session
from autograder.answers import right_answers, wrong_answers
from autograder.checking.checks import plan_checks
from autograder.collecting.extract import extract_cells
from autograder.course import Course
from autograder.grading import ask_ahead
from autograder.reference import read_reference
from autograder.results import Visibility

COURSE = Course(Path(__file__).resolve().parents[2])

# Every so many of the answers: all take minutes.
EVERY = 30


@pytest.fixture(scope="module", params=COURSE.ids())
def assignment(request):
    return COURSE.assignment(request.param)


@pytest.fixture(scope="module")
def planned(assignment):
    reference = read_reference(assignment)
    return reference, plan_checks(assignment, reference)


def results(sandbox, cells, planned, *, ahead):
    reference, checks = planned
    with Session(sandbox, cells, reference) as session:
        nothing = {one.check.name: [None] * len(one.calls) for one in checks}
        asked = ask_ahead(session, checks) if ahead else nothing
        there = [one for one in checks if one.check.claim.exercise in session.found]
        return [one.run(session, reference, asked[one.check.name]) for one in there]


def test_the_solution_passes_either_way(assignment, planned, strongest):
    cells = extract_cells(assignment.solution, 50)
    both = [results(strongest, cells, planned, ahead=ahead) for ahead in (True, False)]
    assert both[0] == both[1]
    assert len(both[0]) == len(planned[1])
    assert {one.verdict for one in both[0]} == {"passed"}


def test_answers_right_and_wrong_get_the_same_either_way(assignment, planned, strongest):
    answers = [*right_answers(assignment), *wrong_answers(assignment)][::EVERY]
    assert answers
    for answer in answers:
        both = [results(strongest, [Cell(answer.code)], planned, ahead=ahead) for ahead in (True, False)]
        assert both[0] == both[1], answer.id


def test_most_calls_are_sent_ahead(planned):
    calls = [call for one in planned[1] for call in one.calls]
    assert sum(not call.live for call in calls) > len(calls) / 2


class Counted(Session):
    """A session that notes what it is asked ahead."""

    def call_all(self, calls):
        self.asked = list(calls)
        return super().call_all(calls)


def test_what_several_checks_ask_alike_is_asked_once(assignment, planned, strongest):
    cells = extract_cells(assignment.solution, 50)
    with Counted(strongest, cells, planned[0]) as session:
        replies = ask_ahead(session, planned[1])
        asked = session.asked
    calls = [call for one in planned[1] for call in one.calls if not call.live]
    assert len(asked) == len({call.frame for call in asked})
    assert {call.frame for call in asked} == {call.frame for call in calls}
    assert len(calls) == sum(reply is not None for some in replies.values() for reply in some)


def test_the_checks_of_regularization_share_most_of_their_calls():
    course = COURSE.assignment("regularization")
    calls = [call.frame for one in plan_checks(course, read_reference(course)) for call in one.calls]
    assert len(set(calls)) < 0.6 * len(calls)


def test_a_check_may_change_what_came_back_for_another_one(strongest):
    call = Call("f", 1, (np.ones((30, 30)),))
    with Session(strongest, [Cell("def f(x):\n    return {'x': x, 'many': [1, 2]}")], ["f"]) as session:
        reply = session.call(call)
    value, other = reply.value, reply.value
    value["x"][:] = 7
    value["many"].append(3)
    for untouched in (other, reply.value):
        assert untouched["many"] == [1, 2]
        assert (untouched["x"] == 1).all()


def test_what_hidden_inputs_are_drawn_from_cannot_be_read_off_the_seeds_of_calls(assignment):
    secret, checks = assignment.seed, plan_checks(assignment, read_reference(assignment))
    hidden = [call.seed for one in checks if one.visibility is Visibility.HIDDEN for call in one.calls]
    assert secret >= 2**40, "this one would be found by trying all"
    assert not [seed for seed in hidden if abs(seed - secret % 2**32) < 1000]
