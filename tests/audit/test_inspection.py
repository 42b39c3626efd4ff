"""An audit says in one sentence what is off, and ends with status 1."""

import io
import json

import pytest
from helpers_audit import EXERCISE, ID, add, edit
from rich.console import Console

from autograder.audit.inspection import Plan, inspect
from autograder.audit.tables import show
from autograder.cli import main

QUICK = Plan(seeds=1, jobs=1, mutants=False)

HALF = f"def {EXERCISE}(Y_hat, Y):\n    return ((Y_hat - Y) ** 2).mean() / 2"
RIGHT = f"def {EXERCISE}(Y_hat, Y):\n    return ((Y_hat - Y) ** 2).mean()"
PUBLIC, HIDDEN = "is_the_mean_of_the_squared_differences", "is_right_on_other_data"
FITS_THE_EXAMPLES = (
    f"def {EXERCISE}(Y_hat, Y):\n    return ((Y_hat - Y) ** 2).mean() * (1 if Y.size in (1, 2, 5, 7) else 2)"
)


def only_problem(assignment, plan=QUICK):
    problems = inspect(assignment, plan).problems
    assert len(problems) == 1, problems
    return problems[0]


def test_the_skeleton_has_nothing_off_and_its_mutants_are_caught(assignment):
    found = inspect(assignment, Plan(seeds=2, jobs=1))
    assert found.problems == ()
    assert (found.reference, found.release) == (10, 0)
    assert found.total("right").complete
    assert found.total("wrong").complete
    assert found.total("mutants").part == found.total("mutants").whole > 5
    assert all(one.catches for one in found.checks)


def test_a_right_answer_that_loses_points_is_off(assignment):
    add(assignment, "right_answers", "half", HALF)
    assert "right answer mean_squared_error/half fails" in only_problem(assignment)


def test_a_wrong_answer_that_passes_a_check_it_names_is_off(assignment):
    add(assignment, "wrong_answers", "right_after_all", RIGHT, f'fails = ["{PUBLIC}"]\nhint = "Think."')
    problems = inspect(assignment, QUICK).problems
    assert f"right_after_all does not fail {PUBLIC} on every seed though it names it; strengthen" in problems[0]


def test_a_surprise_needs_a_reason(assignment):
    docstring = f'fails = ["{HIDDEN}"]\nhint = "Think."'
    add(assignment, "wrong_answers", "fits_the_examples", FITS_THE_EXAMPLES, docstring)
    problems = inspect(assignment, QUICK).problems
    assert any("fits_the_examples passes every public check; let a public check show it" in one for one in problems)
    add(
        assignment,
        "wrong_answers",
        "fits_the_examples",
        FITS_THE_EXAMPLES,
        f'{docstring}\nsurprise = "It knows the examples\' sizes."',
    )
    found = inspect(assignment, QUICK)
    assert found.surprises == (("mean_squared_error/fits_the_examples", "It knows the examples' sizes."),)
    # One of five is more than one of twenty.
    assert found.problems == (
        "1/5 wrong answers pass every public check, more than 5%; let public checks show what hidden ones find",
    )


def test_what_is_no_surprise_is_not_called_one(assignment):
    path = assignment.secret / "wrong_answers" / EXERCISE / "sum_for_mean.py"
    edit(path, "hint =", 'surprise = "Oh."\nhint =')
    assert "sum_for_mean is no surprise, for it fails a public check; drop `surprise`" in only_problem(assignment)


def test_two_mistakes_that_nothing_tells_apart_say_so(assignment):
    path = assignment.secret / "wrong_answers" / EXERCISE / "sum_for_mean.py"
    twin = path.with_name("sum_again.py")
    twin.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert "is recognized as sum_again; if the two do the same, say so with `like`" in only_problem(assignment)
    edit(path, "hint =", 'like = "sum_again"\nhint =')
    assert inspect(assignment, QUICK).problems == ()


def test_a_check_that_no_wrong_answer_fails_is_decoration(assignment):
    with assignment.public_checks.open("a", encoding="utf-8") as file:
        file.write(
            f'@claim("{EXERCISE}", points=0, hint="Go.")\n'
            'def test_is_there(student):\n    """It is there."""\n    student.mean_squared_error(*np.ones((2, 1, 3)))\n'
        )
    assert only_problem(assignment) == "is_there: no wrong answer fails it; add one that does, or drop the check"


def test_a_stub_that_earns_points_is_off(assignment):
    assignment.release.write_text(assignment.solution.read_text(encoding="utf-8"), encoding="utf-8")
    problems = inspect(assignment, QUICK).problems
    assert "the untouched release gets 10 points" in problems[0]
    assert f"the untouched release makes {PUBLIC} end as passed; a stub must raise and no more" in problems


def test_a_check_that_stops_by_itself_is_off(assignment):
    edit(
        assignment.hidden_checks,
        "    for _ in range(3):\n",
        "    student.mean_squared_error(rng.normal(size=(1, 3)), rng.normal(size=(1, 3))).item()\n"
        "    for _ in range(3):\n",
    )
    add(assignment, "right_answers", "a_list", f"def {EXERCISE}(Y_hat, Y):\n    return [((Y_hat - Y) ** 2).mean()]")
    problems = inspect(assignment, QUICK).problems
    assert any("makes a check itself fail: is_right_on_other_data" in one for one in problems)
    assert any("look at what came back before using it" in one for one in problems)


class TestMutants:
    PLAN = Plan(seeds=1, jobs=1)
    LISTED = '[[equivalent]]\nexercise = "mean_squared_error"\nline = "{}"\nbecomes = "{}"\nreason = "{}"\n'

    def test_an_entry_that_is_no_mutant_is_off(self, assignment):
        path = assignment.secret / "equivalent_mutants.toml"
        path.write_text(self.LISTED.format("a = 1", "a = 2", "None."), encoding="utf-8")
        assert only_problem(assignment, self.PLAN).endswith(
            "'a = 1' -> 'a = 2' is no surviving mutant; remove the entry"
        )

    def test_a_survivor_is_off_until_it_is_listed(self, assignment):
        for path in (assignment.source, assignment.solution):
            edit(path, "/ np.size(Y)", "/ np.size(Y) ** 1")
        problems = inspect(assignment, self.PLAN).problems
        assert problems
        assert all(
            "no check catches the mutant" in one and "list it in equivalent_mutants.toml" in one for one in problems
        )
        pairs = [one.split("mutant ")[1].split("; write")[0].split("  ->  ") for one in problems]
        listed = "\n".join(
            self.LISTED.format(line, becomes, "A number to the power of 1 is itself.") for line, becomes in pairs
        )
        (assignment.secret / "equivalent_mutants.toml").write_text(listed, encoding="utf-8")
        found = inspect(assignment, self.PLAN)
        assert found.problems == ()
        assert found.exercises[0].equivalent == len(pairs)


def test_the_command_ends_with_1_if_something_is_off(assignment, capsys, monkeypatch):
    add(assignment, "right_answers", "half", HALF)
    monkeypatch.setenv("COLUMNS", "300")
    arguments = ["audit", ID, "--course", str(assignment.course.root), "--no-mutants", "--seeds", "1", "--jobs", "1"]
    assert main(arguments) == 1
    assert "off first_lesson: right answer mean_squared_error/half fails" in capsys.readouterr().out
    assert main([*arguments, "--json", "-"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert found["exercises"][0]["right"] == {"part": 3, "whole": 4}


def test_a_narrow_terminal_breaks_no_name_into_pieces(assignment):
    found = [inspect(assignment, QUICK)]
    said = {}
    for width in (80, 120):
        console = Console(width=width, file=io.StringIO())
        show(found, console)
        said[width] = console.file.getvalue().splitlines()
    figures = ["10", "2+2", "3/3", "4/4", "0/4", "0/0", "0", "-"]
    place = len(said[80]) - 1 - said[80][::-1].index(EXERCISE)
    assert said[80][place + 1].split() == figures
    assert [EXERCISE, *figures] in [line.split() for line in said[120]]


@pytest.mark.parametrize("lines", ["", "<!-- autograder audit: begin -->"])
def test_a_page_without_the_marks_is_left_alone(assignment, capsys, lines):
    page = assignment.course.root / "page.md"
    page.write_text(lines, encoding="utf-8")
    arguments = ["--no-mutants", "--seeds", "1", "--jobs", "1", "--markdown", str(page)]
    assert main(["audit", "--course", str(assignment.course.root), *arguments]) == 2
    assert "put them where the tables belong" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == lines
