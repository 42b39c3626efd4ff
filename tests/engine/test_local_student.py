# ruff: noqa: E501 - tables
"""Functions called in this very process behave as in the sandbox: copies, seeds, replacements, sentences."""

import functools
import random

import numpy as np
import pytest

from course_kit.checking import CallFailed
from course_kit.local_student import LocalStudent, changed_positions, explain, same


def made(source, **names):
    namespace = dict(names)
    exec(source, namespace)
    return namespace


def test_a_call_gets_copies_of_its_arguments():
    given = np.zeros(2), {"a": [1]}

    def f(x, table):
        x += 1
        table["a"].append(2)
        return x

    student = LocalStudent({"f": f})
    assert student.f(*given).tolist() == [1, 1]
    assert (given[0].tolist(), given[1]) == ([0, 0], {"a": [1]})
    assert student.changed_arguments == (0, 1)


def test_every_call_has_a_seed_of_its_own_and_every_run_the_same():
    functions = {"f": lambda: (random.random(), np.random.rand())}
    first, second = LocalStudent(functions, 5), LocalStudent(functions, 5)
    draws = [first.f(), first.f()]
    assert draws == [second.f(), second.f()]
    assert draws[0] != draws[1]


def test_a_seed_at_the_end_of_the_range_starts_from_the_beginning():
    assert LocalStudent({"f": lambda: 1}, 2**32 - 1).f() == 1


@pytest.mark.parametrize(
    "wrap",
    [
        lambda f: f,
        functools.cache,
        np.vectorize,
        functools.partial,
        lambda f: functools.wraps(f)(lambda x: f(x)),  # noqa: PLW0108 - it is the wrapping that is tried
        lambda f: type("Object", (), {"__call__": staticmethod(f)})(),
    ],
    ids=["plain", "cached", "vectorized", "partial", "wrapped", "object"],
)
def test_a_replacement_is_found_by_a_function_however_it_is_wrapped(wrap):
    names = made("def g(x): return x\ndef f(x): return g(x) + 1")
    student = LocalStudent({"f": wrap(names["f"])})
    replaced = student.using(g=lambda x: 10 * x)
    assert (replaced.f(2), student.f(3), names["g"](4)) == (21, 4, 4)


def test_a_replacement_is_taken_back_after_an_exception_and_where_there_was_nothing():
    names = made("def f(x): return helper(x)")
    student = LocalStudent({"f": names["f"]})
    with pytest.raises(CallFailed):
        student.using(helper=lambda _: 1 / 0).f(1)
    assert "helper" not in names


def test_replacements_add_up():
    student = LocalStudent({"f": made("def f(): return a() + b()")["f"]})
    assert student.using(a=lambda: 1).using(b=lambda: 2).f() == 3


@pytest.mark.parametrize(
    ("body", "verdict", "words"),
    [
        ("raise NotImplementedError", "raised", "f is not written yet"),
        ("return missing_name", "raised", "f uses the name `missing_name`"),
        ("exit()", "raised", "f calls exit() instead of returning a value."),
        ("return f()", "raised", "f calls itself without end."),
        ("raise ValueError", "raised", "f raised ValueError."),
        ("raise ValueError('a\\nb')", "raised", "f raised ValueError: a"),
    ],
)
def test_an_exception_becomes_a_sentence(body, verdict, words):
    with pytest.raises(CallFailed) as failed:
        LocalStudent({"f": made(f"def f():\n    {body}")["f"]}).f()
    assert failed.value.verdict == verdict
    assert failed.value.message.startswith(words)


def test_an_exception_that_cannot_be_told_is_named():
    class Rude(Exception):
        def __str__(self):
            raise self

    def f():
        raise Rude

    with pytest.raises(CallFailed, match=r"^f raised Rude\.$"):
        LocalStudent({"f": f}).f()


@pytest.mark.parametrize("functions", [{}, {"f": 7}, {"f": None}])
def test_what_is_no_function_is_missing(functions):
    with pytest.raises(CallFailed) as failed:
        LocalStudent(functions).f()
    assert failed.value.verdict == "missing"


def test_private_names_are_no_functions():
    with pytest.raises(AttributeError):
        LocalStudent({"_f": abs})._f  # noqa: B018


NAN = float("nan")


@pytest.mark.parametrize(
    ("before", "after", "equal"),
    [
        (1, 1, True), (1, 2, False), (1, 1.0, False), (1, True, False), ("a", "a", True), (None, None, True), (NAN, NAN, True),
        (np.float64("nan"), np.float64("nan"), True), ([1, [2]], [1, [2]], True), ([1], (1,), True), ([1], [1, 2], False),
        ({"a": 1}, {"a": 1}, True), ({"a": 1}, {"a": 2}, False), ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        (np.ones(2), np.ones(2), True), (np.ones(2), np.ones((2, 1)), False), (np.ones(2), np.ones(2, int), False),
        (np.array([NAN]), np.array([NAN]), True), (np.zeros(1), -np.zeros(1), False), (np.ones(2), [1, 1], False),
    ],
)  # fmt: skip
def test_arguments_are_equal_to_the_last_bit(before, after, equal):
    assert same(before, after) is equal
    assert changed_positions((before,), (after,)) == (() if equal else (0,))


def test_explanations_name_the_remedy():
    assert explain("f", "NameError", "name 'np' is not defined", "np").endswith(
        "that the import cell at the top has run."
    )
    assert explain("f", "TypeError", "") == "f raised TypeError."
