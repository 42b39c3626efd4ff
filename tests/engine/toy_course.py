"""Writes the toy course of the engine's tests."""

import json
from pathlib import Path

MANIFEST = """\
title = "Toy"

[[exercises]]
name = "f"
points = 4

[[exercises]]
name = "g"
points = 6

[limits]
call_s = 1.0
cell_s = 1.0
"""

PUBLIC_CHECKS = '''\
from course_kit.checking import array_of, assert_matches, claim, number_of


@claim("f", points=2, hint="Think of twice.")
def test_f_doubles(student, rng):
    """f(x) is twice x."""
    x = rng.standard_normal(3)
    assert_matches(student.f(x), 2 * x, "f(x)")


@claim("g", points=3, hint="Call f.")
def test_g_adds_one(student):
    """g(x) is f(x) + 1."""
    assert_matches(student.g(3.0), 7.0, "g(3)")
'''

HIDDEN_CHECKS = '''\
import numpy as np
import pytest

from course_kit.checking import array_of, assert_matches, claim, number_of


@pytest.mark.parametrize("columns", [1, 4])
@claim("f", points=1, hint="Think of twice.")
def test_f_doubles_matrices(student, rng, reference, columns):
    """f(x) is twice x, for matrices too."""
    x = rng.standard_normal((3, columns))
    assert_matches(student.f(x), reference.f(x), "f(x)")
    assert not student.changed_arguments, "f changed x in place."


@claim("f", points=1, hint="Think of twice.")
def test_f_of_its_own_answer(student, rng):
    """f(f(x)) is four times x."""
    x = rng.standard_normal(2)
    assert_matches(student.f(array_of(student.f(x), "f(x)", (2,))), 4 * x, "f(f(x))")


@claim("g", points=2, hint="Call f.")
def test_g_adds_one_to_any(student, rng, reference):
    """g(x) is f(x) + 1, for any x."""
    for x in rng.standard_normal(5):
        assert_matches(student.g(float(x)), reference.g(float(x)), "g(x)")


@claim("g", points=1, hint="Call f.")
def test_g_calls_f(student):
    """g(x) calls f."""
    value = student.using(f=lambda x: x + 100).g(3)
    assert number_of(value, "g(3)") == 104, "g(3) with another f is wrong: does g call f?"
'''

F = "def f(x):\n    return 2 * x"
G = "def g(x):\n    return f(x) + 1"
STUB = "def {name}(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"


def notebook(*sources: str, grade_ids: tuple[str, ...] = ()) -> str:
    """Return a notebook of code cells, the first of which have these grade_ids."""
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {"nbgrader": {"grade_id": grade_ids[number]}} if number < len(grade_ids) else {},
            "outputs": [],
            "source": source.splitlines(keepends=True),
        }
        for number, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def write_course(root: Path) -> Path:
    """Write the course into an empty folder and return the folder."""
    secret, source, solved = (
        root / "autograder" / "assignments" / "toy",
        root / "source" / "toy",
        root / "solutions" / "toy",
    )
    for folder in (secret, source, solved):
        folder.mkdir(parents=True)
    (root / "nbgrader_config.py").touch()
    (secret / "assignment.toml").write_text(MANIFEST, encoding="utf-8")
    (secret / "hidden_checks.py").write_text(HIDDEN_CHECKS, encoding="utf-8")
    (source / "public_checks.py").write_text(PUBLIC_CHECKS, encoding="utf-8")
    (solved / "toy.ipynb").write_text(notebook(F, G, grade_ids=("f", "g")), encoding="utf-8")
    return root
