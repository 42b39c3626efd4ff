"""Statistics of dropout masks: what is drawn by fair coins passes, what depends on other draws does not."""

import math

import numpy as np
import pytest
from scipy.stats import binom, poisson

from course_kit.checking import FALSE_REJECT_RATE
from course_kit.masks import _assert_no_copies, assert_fraction, assert_independent


@pytest.mark.parametrize("seed", range(20))
def test_fair_coins_pass_as_masks(seed):
    rng = np.random.default_rng(seed)
    assert_independent(rng.random((20, 300)) < 0.5, rng.random((20, 300)) < 0.5)
    assert_fraction(rng.random((10, 150)) < 0.3, 0.3, "D1", tests=6, tell=True)


DEPENDENT = {
    "examples together": lambda rng: rng.random((1, 300)) < np.full((20, 1), 0.5),
    "units together": lambda rng: rng.random((20, 1)) < np.full((1, 300), 0.5),
    "pairs of units": lambda rng: np.repeat(rng.random((5, 300)) < 0.5, 4, axis=0),
    "every unit of one half like one of the other": lambda rng: np.tile(rng.random((10, 300)) < 0.5, (2, 1)),
    "a unit like another far off": lambda rng: np.resize(rng.random((19, 300)) < 0.5, (20, 300)),
    "two units in turn": lambda rng: np.concatenate([mask := rng.random((19, 300)) < 0.5, ~mask[:1]]),
    "every example of one half like one of the other": lambda rng: np.tile(rng.random((20, 150)) < 0.5, 2),
    "thirty examples like others": lambda rng: np.resize((rng.random((270, 20)) < 0.5), (300, 20)).T,
    "half of the units": lambda rng: np.argsort(rng.random((20, 300)), axis=0) < 10,
}


@pytest.mark.parametrize("draw", DEPENDENT.values(), ids=DEPENDENT)
def test_dependent_masks_are_refused(draw):
    rng = np.random.default_rng(1)
    with pytest.raises(AssertionError, match="its own draw"):
        assert_independent(1.0 * draw(rng), rng.random((20, 300)) < 0.5)


def test_equal_masks_are_refused_and_opposite_ones_too():
    mask = np.random.default_rng(1).random((20, 300)) < 0.5
    for other in (mask, ~mask):
        with pytest.raises(AssertionError, match="each layer needs its own draws"):
            assert_independent(mask, other)


COPIED = {
    "units in reverse order": lambda mask: mask[::-1],
    "examples in reverse order": lambda mask: mask[:, ::-1],
    "both in reverse order": lambda mask: mask[::-1, ::-1],
    "units shifted": lambda mask: np.roll(mask, 3, axis=0),
    "examples shifted": lambda mask: np.roll(mask, 7, axis=1),
    "all in one row and shifted": lambda mask: np.roll(mask, 137),
    "examples opposite and in reverse order": lambda mask: ~mask[:, ::-1],
}


@pytest.mark.parametrize("copy", COPIED.values(), ids=COPIED)
def test_a_second_mask_that_uses_the_draws_of_the_first_is_refused(copy):
    mask = np.random.default_rng(1).random((20, 300)) < 0.5
    with pytest.raises(AssertionError, match="its own draws"):
        assert_independent(1.0 * mask, 1.0 * copy(mask))


@pytest.mark.parametrize("keep_prob", [0, 0.2, 0.3, 0.7, 0.86, 0.95, 1])
def test_how_much_is_kept_does_not_make_masks_look_like_copies(keep_prob):
    rng = np.random.default_rng(2)
    _assert_no_copies(*(1.0 * (rng.random((2, 20, 300)) < keep_prob)))


def test_bounds_of_copies_are_as_wide_as_the_rate_asks():
    # For the smallest masks of the hidden checks: 330 examples of 18 units in two layers, a quarter of the rate each.
    t = np.log(4 * 2 / FALSE_REJECT_RATE)
    mu = 660**2 / 2**18
    most = int(mu + np.sqrt(2 * mu * t) + t / 3)
    # A sum of independent events this rare is not more often as large as a Poisson variable of the same mean.
    assert poisson.sf(most, mu) <= FALSE_REJECT_RATE / 8
    pairs = 2 * math.comb(42, 2) + 4
    t = np.log(4 * pairs / FALSE_REJECT_RATE)
    # More than sqrt(2 m t) as a sum of 300 signs is more than half of that above 150 as a number of heads.
    assert pairs * binom.sf(150 + np.sqrt(2 * 300 * t) / 2, 300, 0.5) <= FALSE_REJECT_RATE / 4
