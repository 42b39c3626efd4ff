"""The same code is judged once, however it is laid out; code that differs in anything else is judged for itself."""

import builtins
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from helpers_engine import KIT, cells_of
from toy_course import STUB, F, G, notebook, write_course

from autograder._sandbox.inside.cells import read_cells
from autograder._sandbox.inside.compiling import compile_plan
from autograder._sandbox.inside.plan import make_plan
from autograder._sandbox.inside.same_code import digests
from autograder._sandbox.sandbox import Sandbox
from autograder._sandbox.session import Session
from autograder.bench.workload import write_class
from autograder.checking.judged import Judged
from autograder.collecting.collect import Submission, collect_files
from autograder.course import Course
from autograder.grading import Grader, grade_all
from autograder.manifest import Limits
from autograder.results import ExerciseResult, Verdict

COURSE = Course(Path(__file__).resolve().parents[2])


def digest(*sources, of="f"):
    cells = cells_of("import numpy as np", *sources)
    statements, problems = read_cells(cells, str)
    assert not problems
    plan = make_plan(statements, cells, ["f", "g"], KIT.keys() | vars(builtins).keys())
    return digests(compile_plan(plan), plan.closures).get(of)


SAME = {
    "comments": (["def f(x):\n    return x + 1"], ["# mine\ndef f(x):\n    # one more\n    return x + 1  # done"]),
    "blank lines and brackets": (["def f(x):\n    return x + 1"], ["\n\ndef f( x ) :\n\n    return (x +\n        1)"]),
    "other cells": (["def f(x):\n    return x"], ["print('hello')", "y = 3", "def f(x):\n    return x", "plot(f)"]),
    "another exercise": (
        ["def f(x):\n    return x", "def g(x): return 1"],
        ["def f(x):\n    return x", "def g(x): return 2"],
    ),
    "a helper in a cell of its own": (
        ["def h(x): return x\ndef f(x): return h(x)"],
        ["def h(x): return x", "def f(x): return h(x)"],
    ),
}

OTHER = {
    "a constant": (["def f(x): return 1"], ["def f(x): return 2"]),
    "its type": (["def f(x): return 1"], ["def f(x): return 1.0"]),
    "its sign": (["def f(x): return 0.0"], ["def f(x): return -0.0"]),
    "true for one": (["def f(x): return 1"], ["def f(x): return True"]),
    "an operator": (["def f(x): return x + 1"], ["def f(x): return x - 1"]),
    "a comparison": (["def f(x): return x < 1"], ["def f(x): return x <= 1"]),
    "a method": (["def f(x): return np.sum(x)"], ["def f(x): return np.mean(x)"]),
    "a default": (["def f(x, y=1): return y"], ["def f(x, y=2): return y"]),
    "a keyword's name": (["def f(x): return np.sum(x, axis=1)"], ["def f(x): return np.sum(x, keepdims=1)"]),
    "an argument's name": (["def f(x): return x"], ["def f(y): return y"]),
    "an inner function": (
        ["def f(x):\n    def h(): return 1\n    return h()"],
        ["def f(x):\n    def h(): return 2\n    return h()"],
    ),
    "a helper": (["def h(x): return 1\ndef f(x): return h(x)"], ["def h(x): return 2\ndef f(x): return h(x)"]),
    "a helper's helper": (
        ["def k(): return 1\ndef h(): return k()\ndef f(x): return h()"],
        ["def k(): return 2\ndef h(): return k()\ndef f(x): return h()"],
    ),
    "a constant of the notebook": (["EPS = 1\ndef f(x): return EPS"], ["EPS = 2\ndef f(x): return EPS"]),
    "what a name is imported as": (
        ["from numpy import sin as h\ndef f(x): return h(x)"],
        ["from numpy import cos as h\ndef f(x): return h(x)"],
    ),
    "another exercise that it calls": (
        ["def f(x): return g(x)", "def g(x): return 1"],
        ["def f(x): return g(x)", "def g(x): return 2"],
    ),
    "the order of imports": (
        ["from course_kit import *\nfrom numpy import exp as relu\ndef f(x): return relu(x)"],
        ["from numpy import exp as relu\nfrom course_kit import *\ndef f(x): return relu(x)"],
    ),
    "a try": (
        ["def f(x):\n    try:\n        return x\n    except ValueError:\n        return 0"],
        ["def f(x):\n    try:\n        return x\n    except TypeError:\n        return 0"],
    ),
    "which of two definitions counts": (
        ["#id f\ndef f(x: (TWO := 2)): return TWO * x", "def f(x: (TWO := 2)): return TWO + x"],
        ["def f(x: (TWO := 2)): return TWO * x", "#id f\ndef f(x: (TWO := 2)): return TWO + x"],
    ),
    "what a name means by then": (
        [
            "def h(x): return x",
            "def f(x): return h(one(1))",
            "def g(x): return x",
            "from numpy import square as h, ones as one",
        ],
        [
            "def g(x): return x",
            "def h(x): return x",
            "def f(x): return h(one(1))",
            "from numpy import square as h, ones as one",
        ],
    ),
    "the future": (["def f(x): return x"], ["from __future__ import annotations", "def f(x): return x"]),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_layout_comments_and_other_code_make_no_difference(one, other):
    assert digest(*one) == digest(*other) is not None


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER.keys())
def test_everything_else_does(one, other):
    assert None not in (digest(*one), digest(*other))
    assert digest(*one) != digest(*other)


OPEN = {
    "what lies in memory": "def f(x): return np.empty(3)",
    "what lies in memory, imported": "from numpy import empty_like as e\ndef f(x): return e(x)",
    "a generator that nobody seeds": "def f(x):\n    def draw(): return np.random.default_rng()\n    return draw()",
    "a seed that nobody chooses": "def h(): np.random.seed()\ndef f(x):\n    h()\n    return np.random.rand()",
}


@pytest.mark.parametrize("source", OPEN.values(), ids=OPEN.keys())
def test_nothing_is_said_of_code_that_may_do_another_thing_each_time(source):
    assert digest(source) is None


def test_the_same_code_under_another_name_is_another_function():
    assert digest("def f(x): return x\ng = f", of="f") != digest("def f(x): return x\ng = f", of="g")


def test_nothing_is_said_where_a_statement_does_not_compile():
    assert digest("def f(x): return h(x)\ndef h(x):\n    nonlocal x") is None


def test_nothing_is_said_of_a_caller_whose_names_mean_something_else_to_what_it_calls():
    sources = ("N = 1\ndef f(x): return N + g(x)", "f(1)", "N = 2\ndef g(x): return N")
    assert digest(*sources, of="f") is None
    assert digest(*sources, of="g") is not None


class TestGrader:
    @pytest.fixture
    def grade(self, toy, tmp_path, monkeypatch):
        """Grade notebooks with one grader; return their results, and the functions that were asked in each."""
        asked, call_all = [], Session.call_all

        def noted(session, calls):
            asked[-1] |= {call.name for call in calls}
            return call_all(session, calls)

        monkeypatch.setattr(Session, "call_all", noted)

        def grade_all(*notebooks):
            results = []
            with Grader(toy) as grader:
                for number, sources in enumerate(notebooks):
                    path = tmp_path / f"{number}.ipynb"
                    path.write_text(notebook(*sources), encoding="utf-8")
                    asked.append(set())
                    results.append(grader.grade(Submission("s", path)))
            return results, asked

        return grade_all

    def test_the_same_code_is_not_run_again(self, grade):
        (first, second), asked = grade((F, G), (f"# mine\n{F}  # twice", G))
        assert asked == [{"f", "g"}, set()]
        assert first.exercises == second.exercises
        assert first.score == 10

    def test_a_mistake_is_told_in_the_same_words(self, grade):
        wrong = "def f(x):\n    return 3 * x"
        (first, second), asked = grade((wrong,), (f"{wrong}\n",))
        assert asked == [{"f", "g"}, {"g"}]
        assert first.exercises == second.exercises
        assert first.exercises[0].score < 4

    def test_a_mistake_that_was_seen_beside_other_functions_is_looked_at_again(self, grade):
        wrong = "def f(x):\n    return 3 * x"
        _, asked = grade(*[(wrong, G)] * 3)
        assert asked == [{"f", "g"}, {"f"}, set()]

    def test_of_one_function_that_is_new_the_others_are_not_judged(self, grade):
        (first, second), asked = grade((F, G), (F, "def g(x):\n    return 1 + f(x)"))
        assert asked == [{"f", "g"}, {"g"}]
        assert first.exercises == second.exercises

    @pytest.mark.parametrize(
        "loud",
        [
            "import os\ndef f(x):\n    return 2 * x * len(os.sep)",
            "SEEN = []\ndef f(x):\n    SEEN.append(1)\n    return 2 * x",
        ],
        ids=["a module that may do anything", "a list that outlives the call"],
    )
    def test_code_that_may_leave_something_behind_is_run_every_time(self, grade, loud):
        _, asked = grade((loud, G), (loud, G))
        assert asked == [{"f", "g"}, {"f", "g"}]

    def test_beside_it_a_function_that_was_judged_before_is_not_asked_again(self, grade):
        loud = "import os\ndef g(x):\n    return f(x) + len(os.sep)"
        _, asked = grade((F, loud), (F, loud), (F, G), (F, loud))
        assert asked == [{"f", "g"}, {"f", "g"}, {"f", "g"}, {"g"}]

    def test_points_lost_elsewhere_are_not_lost_where_other_code_makes_up_for_it(self, grade):
        lacking = "def f(x):\n    return K * x"
        loud = "import __main__\n__main__.K = 2\ndef g(x):\n    return f(x) + __main__.K - 1"
        results, _ = grade((lacking, loud), (lacking,), (lacking,), (lacking, loud))
        alone, _, without, beside = ([one.score for one in result.exercises] for result in results)
        assert (alone, without[0]) == ([4, 6], 0)
        assert beside == alone

    def test_what_took_too_long_gets_another_try(self, grade):
        (first, second), asked = grade(*[(F, "def g(x):\n    while True:\n        pass")] * 2)
        assert asked == [{"f", "g"}, {"g"}]
        assert {one.verdict for one in first.exercises[1].checks} == {Verdict.TIMED_OUT}
        assert first.exercises[0] == second.exercises[0]

    def test_a_cell_that_cannot_be_read_is_told_each_time(self, grade):
        (first, second), asked = grade((F, G, "def broken(:"), (F, G, "def broken(:"))
        assert asked == [{"f", "g"}, set()]
        assert first.notes == second.notes != ()


def test_a_class_gets_the_same_results_from_a_grader_that_has_seen_it_all(tmp_path):
    assignment = COURSE.assignment("regularization")
    with Grader(assignment) as grader:
        submissions = [Submission(path.parent.name, path) for path in write_class(assignment, tmp_path, 24)]
        first, second = ([replace(grader.grade(one), seconds=0.0) for one in submissions] for _ in range(2))
    assert first == second
    assert len({one.score for one in first}) > 1


def test_a_check_that_asks_for_another_exercise_is_answered_by_the_code_of_both(tmp_path):
    course = Course(write_course(tmp_path))
    hidden = course.assignment("toy").hidden_checks
    text = hidden.read_text(encoding="utf-8")
    asks_both = "    assert_matches(student.g(3.0), student.f(3.0) + 1, 'g(3)')\n"
    hidden.write_text(text[: text.index("    value = student.using(")] + asks_both, encoding="utf-8")
    g = "def g(x):\n    return 2 * x + 1"
    notebooks = [(F, g), ("def f(x):\n    return 3 * x", g)]
    for number, sources in enumerate(notebooks):
        (tmp_path / f"{number}.ipynb").write_text(notebook(*sources), encoding="utf-8")
    with Grader(course.assignment("toy")) as grader:
        results = [grader.grade(Submission("s", tmp_path / f"{number}.ipynb")) for number in range(2)]
    assert [one.exercises[1].score for one in results] == [6, 5]


class TestShared:
    RESULT = ExerciseResult("f", 0, 1, (), hint="Think.")

    def test_what_one_process_has_judged_the_others_know(self, tmp_path):
        one, other = Judged(tmp_path / "judged"), Judged(tmp_path / "judged")
        one.keep(self.RESULT, b"code")
        assert other.recall("f", b"code") == self.RESULT
        assert other.recall("f", b"other code") is None
        assert other.recall("g", b"code") is None

    def test_alone_a_process_keeps_it_to_itself(self):
        one, other = Judged(), Judged()
        one.keep(self.RESULT, b"code")
        assert (one.recall("f", b"code"), other.recall("f", b"code")) == (self.RESULT, None)

    @pytest.mark.parametrize("content", [b"no database" * 1000, None], ids=["not a database", "a closed one"])
    def test_without_one_that_works_everything_is_judged(self, tmp_path, content):
        path = tmp_path / "judged"
        if content:
            path.write_bytes(content)
        judged = Judged(path)
        if not content:
            judged.close()
        judged.keep(self.RESULT, b"code")
        assert judged.recall("f", b"code") is None

    def test_a_class_graded_by_several_processes_gets_the_results_of_one(self, toy, tmp_path):
        sources = [(F, G), ("def f(x):\n    return 3 * x", G), (STUB.format(name="f"), G)] * 4
        paths = [tmp_path / f"{number}.ipynb" for number in range(len(sources))]
        for path, cells in zip(paths, sources, strict=True):
            path.write_text(notebook(*cells), encoding="utf-8")
        several, alone = (
            [one.exercises for one in grade_all(toy, collect_files(map(str, paths)), jobs)] for jobs in (2, 1)
        )
        assert several == alone


def reader_of(sandbox):
    below = psutil.Process(sandbox._computing.pid).children(recursive=True)
    (reader,) = (process for process in below if not process.children())
    return reader


class TestReader:
    LIMITS = Limits(call_s=1.0, cell_s=1.0, submission_s=30.0, memory_mib=48)

    def test_memory_that_others_took_costs_nobody_a_function(self):
        with Sandbox(self.LIMITS) as sandbox:
            for number in range(12):
                cells = [f"a{number}_{cell} = [{'1, ' * 1_200}]" for cell in range(40)]
                with Session(sandbox, cells_of(*cells, "def f(x): return x"), ["f"]) as session:
                    assert (session.reading.problems, session.found) == ([], {"f"})

    def test_code_that_is_nested_too_deeply_is_told_by_whichever_reader(self, strongest):
        sources = ("def f(x): return x", f"y = {'-' * 50_000}1")
        with (
            Session(strongest, cells_of(*sources), ["f"]) as first,
            Session(strongest, cells_of(*sources), ["f"]) as second,
        ):
            assert first.reading.problems == second.reading.problems != []

    def test_a_reader_that_is_gone_is_replaced(self, strongest):
        with Session(strongest, cells_of("def f(x): return x"), ["f"]) as session:
            assert session.found == {"f"}
        reader_of(strongest).kill()
        with Session(strongest, cells_of("def f(x): return x"), ["f"]) as session:
            assert (session.reading.problems, session.found) == ([], {"f"})

    def test_one_that_has_taken_much_memory_reads_no_other_notebook(self, strongest):
        readers = []
        for statement in ("y = 1", f"y = {'0, ' * 200_000}", "y = 1"):
            with Session(strongest, cells_of(statement, "def f(x): return x"), ["f"]) as session:
                assert session.reading.problems == []
            readers.append(reader_of(strongest).pid)
        assert readers[0] == readers[1] != readers[2]
