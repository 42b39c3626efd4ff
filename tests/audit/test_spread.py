"""Draws are told apart by their moments, and by nothing where nothing is known about these."""

import numpy as np
import pytest

from autograder.diagnosing.spread import Draws, Spread

ENTRIES = {
    "ordinary": [1.0, -2.0, 0.0],
    "one": 3.5,
    "none": [],
    "infinite": [1.0, np.inf, 0.0],
    "of both signs": [np.inf, -np.inf],
    "no number": [np.nan, 1.0],
    "too large to be squared": [1e200, 1.0],
    "the largest that can be squared": [1e154, 0.0],
    "more than are looked at": np.where(np.arange(20_000) == 1, np.nan, 1.0),
    "every one not finite": np.full((100, 100), -np.inf),
}


@pytest.mark.parametrize("entries", ENTRIES.values(), ids=ENTRIES)
def test_draws_of_which_nothing_is_known_are_like_all_that_have_finite_moments(entries):
    array = np.asarray(entries, dtype=float)
    finite = bool(np.isfinite(Draws(array).moments).all())
    assert Draws(array).finite == finite
    assert Spread.whatever(array.shape).distance(Draws(array)) == (0 if finite else np.inf)


def test_draws_of_another_shape_are_others():
    assert Spread.whatever((2, 3)).distance(Draws(np.zeros((3, 2)))) == np.inf


def test_draws_are_near_to_what_was_drawn_in_the_same_way_and_far_from_others():
    rng = np.random.default_rng(1)
    known = Spread.of([rng.standard_normal((40, 50)) for _ in range(4)])
    assert known.distance(Draws(rng.standard_normal((40, 50)))) < 1
    assert known.distance(Draws(rng.uniform(-1, 1, (40, 50)))) > 1
