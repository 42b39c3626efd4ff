"""What known mistakes do is learned once, and anew when anything that it follows from has changed."""

import os
import time

import numpy as np
import pytest
from helpers_audit import EXERCISE

from autograder.checking.checks import plan_checks
from autograder.collecting.collect import Submission
from autograder.diagnosing.behavior import Anything, Numbers
from autograder.diagnosing.known_mistakes import REFERENCE, KnownFunction, catalogs
from autograder.diagnosing.learned import KEPT_DAYS, Learned, learned_about
from autograder.diagnosing.spread import Spread
from autograder.grading import Grader
from autograder.reference import read_reference

WRONG = f"def {EXERCISE}(a, b):\n    return ((a - b) ** 2).sum()\n"

BEHAVIORS = {
    ("check", 0): {
        ("value", "W1"): Numbers(np.array([[1.0, -0.0], [np.nan, np.inf]]), 1e-8),
        ("value", 0): Spread((2, 3), np.arange(5.0), np.full(5, np.inf), 4),
        ("value", 1): Anything(),
        ("changed",): "changed ()",
    },
    ("features",): {},
}


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def described(behaviors):
    def one(known):
        match known:
            case Numbers(values, tolerance):
                return values.dtype, values.shape, values.tobytes(), tolerance
            case Spread(shape, mean, error, runs):
                return shape, mean.tobytes(), error.tobytes(), runs
        return known if isinstance(known, str) else type(known)

    return {probe: {key: one(known) for key, known in leaves.items()} for probe, leaves in behaviors.items()}


def test_what_is_kept_comes_back_to_the_last_bit(tmp_path):
    Learned(tmp_path).keep("f", "a mistake", BEHAVIORS)
    assert described(Learned(tmp_path).of("f", "a mistake")) == described(BEHAVIORS)
    assert Learned(tmp_path).of("g", "a mistake") == {}


def test_what_several_processes_learn_is_put_together(tmp_path):
    one, other = Learned(tmp_path), Learned(tmp_path)
    one.keep("f", "m", {("check", 0): {("value",): "text a"}})
    other.keep("f", "m", {("check", 1): {("value",): "text b"}})
    assert one.of("f", "m") == {("check", 0): {("value",): "text a"}, ("check", 1): {("value",): "text b"}}


def test_what_several_functions_do_is_there_once(tmp_path):
    learned = Learned(tmp_path)
    learned.keep("f", "m", BEHAVIORS)
    learned.keep("f", "n", BEHAVIORS)
    known = [*learned.of("f", "m").values(), *learned.of("f", "n").values(), learned.shared(BEHAVIORS["check", 0])]
    assert len({id(one) for behavior in known for one in behavior.values()}) == len(BEHAVIORS["check", 0])


@pytest.mark.parametrize("content", [b"", b"\xc1", b"\x91\x01", b"[]", bytes(100), "other type"])
def test_a_damaged_file_is_as_good_as_none(tmp_path, content):
    learned = Learned(tmp_path)
    learned.keep("f", "m", BEHAVIORS)
    path = next(tmp_path.glob("*.msgpack"))
    path.write_bytes(path.read_bytes().replace(b"<f8", b"zz9") if content == "other type" else content)
    assert learned.of("f", "m") == {}
    learned.keep("f", "m", BEHAVIORS)
    assert described(learned.of("f", "m")) == described(BEHAVIORS)


def diagnosis(assignment, path):
    path.write_text(WRONG, encoding="utf-8")
    with Grader(assignment) as grader:
        return grader.grade(Submission("s", path)).exercises[0].diagnosis


def test_a_later_run_names_a_mistake_without_running_it(assignment, tmp_path, monkeypatch):
    first = diagnosis(assignment, tmp_path / "wrong.py")

    def run(*_):
        pytest.fail("a known mistake was run again")

    monkeypatch.setattr(KnownFunction, "_run", run)
    assert first == diagnosis(assignment, tmp_path / "wrong.py") == "sum_for_mean"


def test_a_cache_that_cannot_be_written_is_done_without(assignment, tmp_path, cache):
    cache.write_text("not a folder", encoding="utf-8")
    assert diagnosis(assignment, tmp_path / "wrong.py") == "sum_for_mean"


@pytest.mark.parametrize("changed", ["solution", "public_checks", "hidden_checks", "a wrong answer"])
def test_what_it_follows_from_makes_it_learn_anew(assignment, changed):
    before = learned_about(assignment)
    before.keep(EXERCISE, "m", BEHAVIORS)
    path = (
        next((assignment.secret / "wrong_answers").rglob("*.py"))
        if changed == "a wrong answer"
        else getattr(assignment, changed)
    )
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert learned_about(assignment).of(EXERCISE, "m") == {}


def test_a_moment_in_which_the_machine_was_busy_is_not_kept(assignment, monkeypatch):
    runs = iter([{("failure",): "timed_out: f did not finish."}, {("value",): "text"}] * 9)
    monkeypatch.setattr(KnownFunction, "_once", lambda *_: next(runs))
    planned = plan_checks(assignment, read_reference(assignment))
    catalog = catalogs(assignment, read_reference(assignment), planned)[EXERCISE]
    catalog.right.on(catalog.probes.all[0])
    catalog.keep_what_is_new()
    assert learned_about(assignment).of(EXERCISE, REFERENCE) == {}


def test_what_nobody_has_wanted_for_long_is_removed(assignment, cache):
    learned_about(assignment).keep(EXERCISE, "m", BEHAVIORS)
    folder = next(cache.glob("*/*/*"))
    other = folder.with_name("of an earlier state")
    other.mkdir()
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    for one in (folder, other):
        os.utime(one, (long_ago, long_ago))
    assert learned_about(assignment).of(EXERCISE, "m")
    assert not other.exists()
