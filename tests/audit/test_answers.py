"""An answer or a list that cannot be used is one error: file, rule, value and remedy."""

import pytest
from helpers_audit import EXERCISE, add

from autograder.answers import rewritten_answers, right_answers, wrong_answers
from autograder.audit.equivalents import read_equivalents
from autograder.cli import main
from autograder.course import CourseError

CODE = f"def {EXERCISE}(Y_hat, Y):\n    return 0"
GOOD = 'fails = ["is_right_on_other_data"]\nhint = "Think."'

REFUSED = {
    "no docstring": ("", "the docstring lacks `fails` and `hint`; `fails` names each check"),
    "no check named": ('fails = []\nhint = "Think."', "the docstring lacks `fails`; `fails` names each check"),
    "no hint": ('fails = ["is_right_on_other_data"]', "the docstring lacks `hint`"),
    "prose": ("This one forgets to divide.", "a wrong answer's docstring is TOML with `fails` and `hint`"),
    "an unknown key": (f'{GOOD}\nauthor = "me"', "unknown key 'author' in the docstring; known keys are fails, hint"),
    "one name for a list": ('fails = "x"\nhint = "Think."', "`fails` is 'x'; it has to be a list of names of checks"),
    "a number for a hint": ('fails = ["x"]\nhint = 3', "`hint` is 3; it has to be a text"),
    "a twin that is not there": (
        f'{GOOD}\nlike = "nobody"',
        "`like` is 'nobody'; name another wrong answer of mean_sq",
    ),
    "itself as its twin": (f'{GOOD}\nlike = "new_one"', "`like` is 'new_one'; name another wrong answer"),
}


@pytest.mark.parametrize(("docstring", "words"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_answer_is_refused_with(assignment, docstring, words):
    path = add(assignment, "wrong_answers", "new_one", CODE, docstring)
    with pytest.raises(CourseError) as refused:
        wrong_answers(assignment)
    assert str(refused.value).startswith(f"{path}: ")
    assert words in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_wrong_answer_that_names_an_unknown_check_stops_the_audit(assignment, capsys):
    path = add(assignment, "wrong_answers", "new_one", CODE, 'fails = ["is_pretty"]\nhint = "Think."')
    assert main(["audit", "--course", str(assignment.course.root), "--no-mutants", "--jobs", "1"]) == 2
    assert capsys.readouterr().err == (
        f"autograder: {path}: `fails` names 'is_pretty', which is no check of {EXERCISE}; its checks are "
        "is_the_mean_of_the_squared_differences, leaves_its_arguments_as_they_are, is_right_on_other_data, "
        "leaves_other_arguments_as_they_are.\n"
    )


@pytest.mark.parametrize("read", [right_answers, wrong_answers], ids=["right", "wrong"])
def test_two_answers_of_one_id_are_refused(assignment, read):
    kind = read.__name__
    add(assignment, kind, "one", CODE, GOOD)
    other = add(assignment, kind, "One", CODE, GOOD)
    if other.with_name("one.py").samefile(other):
        pytest.skip("capital letters make no difference in file names here")
    with pytest.raises(
        CourseError, match=r"one\.py and One\.py have the same id but for capital letters; rename one\."
    ):
        read(assignment)


@pytest.mark.parametrize("place", ["loose.py", "no_exercise/answer.py", f"{EXERCISE}/deeper/answer.py"])
def test_an_answer_to_no_exercise_is_refused(assignment, place):
    path = assignment.secret / "wrong_answers" / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(CODE, encoding="utf-8")
    with pytest.raises(CourseError) as refused:
        wrong_answers(assignment)
    assert str(refused.value) == (
        f"{path} belongs to no exercise; answers lie in wrong_answers/<exercise>/, and the exercises are {EXERCISE}."
    )


def test_an_answer_that_is_no_python_is_refused(assignment):
    path = add(assignment, "right_answers", "broken", "def f(:")
    with pytest.raises(CourseError, match="is no Python file: invalid syntax") as refused:
        right_answers(assignment)
    assert str(path) in str(refused.value)


def test_a_rewritten_mistake_is_named_like_the_one_it_rewrites(assignment):
    add(assignment, "rewritten_answers", "sum_for_mean", CODE)
    assert [one.id for one in rewritten_answers(assignment)] == ["sum_for_mean"]
    add(assignment, "rewritten_answers", "something_else", CODE)
    with pytest.raises(CourseError, match=r"there is no wrong answer 'something_else' of mean_squared_error; name the"):
        rewritten_answers(assignment)


LISTS = {
    "no TOML": ("equivalent = ", "is no TOML file"),
    "an unknown key": ("[[equivalent]]\nfile = 3", "unknown key 'file'; the file is a list of [[equivalent]]"),
    "an unknown table": ("[mutants]", "unknown key 'mutants'"),
    "nothing in an entry": ("[[equivalent]]", "missing required field `exercise`"),
    "no reason": (
        '[[equivalent]]\nexercise = "f"\nline = "a = 1"\nbecomes = "a = 2"\nreason = " "',
        "`reason` is missing for 'a = 1'; say why no check can catch it",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), LISTS.values(), ids=LISTS)
def test_a_list_of_equivalent_mutants_is_refused_with(assignment, text, words):
    path = assignment.secret / "equivalent_mutants.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError) as refused:
        read_equivalents(assignment)
    assert str(path) in str(refused.value)
    assert words in str(refused.value)
