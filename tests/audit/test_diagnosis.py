"""A known mistake is recognized by what it does, whatever the code looks like."""

import pytest
from helpers_audit import EXERCISE, REPOSITORY

from autograder.collecting.collect import Submission
from autograder.course import Course
from autograder.grading import Grader

HE = "initialize_parameters_he"


@pytest.fixture
def diagnosed(assignment, tmp_path):
    """Grade code and return what the exercise's result says."""

    def diagnose(code):
        path = tmp_path / "handed_in.py"
        path.write_text(code, encoding="utf-8")
        with Grader(assignment) as grader:
            return grader.grade(Submission("s", path)).exercises[0]

    return diagnose


def test_a_mistake_written_in_another_way_gets_its_hint(diagnosed):
    found = diagnosed(
        f"def {EXERCISE}(a, b):\n"
        "    s = 0\n"
        "    for i in range(b.shape[1]):\n"
        "        s += (a[0, i] - b[0, i]) ** 2\n"
        "    return s\n"
    )
    assert (found.diagnosis, found.diagnoses) == ("sum_for_mean", ("sum_for_mean",))
    assert found.hint == "The error of a data set must not grow because the set does: what do you divide by?"


@pytest.mark.parametrize(
    "body",
    [
        "return ((a - b) ** 2).mean()",
        "return ((a - b) ** 2).mean() * 1.5",
        "return None",
        "return a[0, 1000]",
        "return a",
    ],
    ids=["right", "an unknown mistake", "nothing returned", "an error", "an array"],
)
def test_nothing_is_named_that_is_not_known(diagnosed, body):
    found = diagnosed(f"def {EXERCISE}(a, b):\n    {body}\n")
    assert (found.diagnosis, found.diagnoses, found.hint) == (None, (), "")


def test_what_is_not_there_has_no_diagnosis(diagnosed):
    assert diagnosed("x = 1").diagnosis is None


def test_two_mistakes_at_once_are_both_named(tmp_path):
    path = tmp_path / "handed_in.py"
    path.write_text(
        "import numpy as np\n"
        f"def {HE}(d):\n"
        "    p = {}\n"
        "    for l in range(1, len(d)):\n"
        "        p['W%d' % l] = np.random.normal(0, 2 / d[l - 1], (d[l], d[l - 1]))\n"
        "        p['b%d' % l] = np.ones((d[l], 1))\n"
        "    return p\n",
        encoding="utf-8",
    )
    with Grader(Course(REPOSITORY).assignment("initialization")) as grader:
        found = next(one for one in grader.grade(Submission("s", path)).exercises if one.name == HE)
    assert set(found.diagnoses) == {"biases_of_one", "square_root_missing"}
    assert found.hint.count(". ") == 1, "one hint a mistake"
