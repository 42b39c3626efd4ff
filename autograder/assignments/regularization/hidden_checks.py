"""The claims of the public checks, made about other networks, data, lambd and keep_prob."""

import numpy as np

from course_kit.checking import claim
from course_kit.dropout_claims import (
    BACKWARD,
    FORWARD,
    assert_cache,
    assert_dropped_are_zero,
    assert_dropped_get_nothing,
    assert_expectation,
    assert_independent_masks,
    assert_kept_fractions,
    assert_masked_gradients,
    assert_plain_without_dropping,
    assert_rest_follows,
    assert_scaled,
)
from course_kit.examples import draw_example
from course_kit.l2_claims import (
    COST,
    GRADIENTS,
    assert_biases_cost_nothing,
    assert_cross_entropy,
    assert_penalty,
    assert_penalty_gradients,
    assert_penalty_spares_biases,
    assert_plain_gradients,
)
from course_kit.thinned import draw_masks

OUTPUT_HINT = (
    "Each layer works with what the layer before really put out. "
    "The output is a sigmoid of Z3, and nothing of it is dropped."
)


def fresh_example(rng):
    """Return a small network and data, all of whose sizes are drawn and differ from each other."""
    n_0, n_1, n_2 = (int(size) for size in rng.permutation(np.arange(3, 8))[:3])
    return draw_example(rng, (n_0, n_1, n_2), int(rng.integers(9, 16)), tell=False)


def large_example(rng, n_1, n_2, m):
    """Return a network with enough masked entries for statistics."""
    return draw_example(rng, (int(rng.integers(2, 5)), n_1, n_2), m, tell=False)


def example_for_coins(rng):
    """Return a network with so many examples that fair coins are told from other masks."""
    units = int(rng.integers(18, 22))
    return large_example(rng, units, units, int(rng.integers(300, 331)))


def dropping_examples(rng):
    """Return networks with many examples, each with a probability; the first is for fair coins.

    Some active unit of each layer is kept for all of them, but for one run in far more than 10^9.
    """
    coins = example_for_coins(rng)
    large = large_example(rng, int(rng.integers(8, 11)), int(rng.integers(11, 14)), int(rng.integers(140, 161)))
    return [(coins, 0.5), (large, between(rng, 0.6, 0.9)), (large, between(rng, 0.2, 0.4))]


def masked_example(rng):
    """Return a small network, masks for it, and the probability they are for."""
    example = fresh_example(rng)
    return example, draw_masks(rng, example), between(rng, 0.3, 0.9)


def between(rng, low, high):
    """Return a number between `low` and `high`, drawn uniformly."""
    return float(rng.uniform(low, high))


@claim(COST, points=1, hint="Is the cross-entropy in the sum once? Is anything that you were given changed in place?")
def test_cost_without_penalty_is_the_cross_entropy_for_other_networks(student, rng):
    """With lambd = 0 the cost is the cross-entropy, and what was handed in stays as it is, for other networks."""
    assert_cross_entropy(student, fresh_example(rng))


@claim(COST, points=3, hint="Try it with another number of examples, other layer sizes and another lambd.")
def test_lambd_adds_the_l2_penalty_for_other_networks(student, rng):
    """lambd adds lambd / (2m) times the sum of all squared weights of W1, W2 and W3, for other networks."""
    assert_penalty(student, fresh_example(rng), between(rng, 0.1, 5))


@claim(COST, points=1, hint="The penalty adds up the entries of W1, W2 and W3 and of nothing else.")
def test_biases_cost_nothing_for_other_networks(student, rng):
    """The biases are not in the penalty, for other networks."""
    assert_biases_cost_nothing(student, fresh_example(rng), between(rng, 0.1, 5))


@claim(
    GRADIENTS,
    points=1,
    hint="Compare your lines with the chain rule in the text, one by one, with the penalty left out.",
)
def test_gradients_without_penalty_are_the_plain_ones_for_other_networks(student, rng):
    """With lambd = 0 every dW and db is the gradient of the cross-entropy, for other networks."""
    assert_plain_gradients(student, fresh_example(rng))


@claim(GRADIENTS, points=3, hint="Try it with another number of examples, other layer sizes and another lambd.")
def test_lambd_adds_its_share_to_every_weight_gradient_for_other_networks(student, rng):
    """lambd adds (lambd / m) W to each dW, for other networks."""
    assert_penalty_gradients(student, fresh_example(rng), between(rng, 0.1, 5))


@claim(
    GRADIENTS,
    points=1,
    hint="The biases are not in the penalty. So what is its derivative with respect to them? "
    "Is anything changed in place?",
)
def test_bias_gradients_stay_plain_for_other_networks(student, rng):
    """lambd changes dW1, dW2 and dW3 only: db1, db2, db3 and what was handed in stay, for other networks."""
    assert_penalty_spares_biases(student, fresh_example(rng), between(rng, 0.1, 5))


@claim(FORWARD, points=1, hint="Count the entries of the cache, and print the type of the masks' entries.")
def test_cache_is_complete_for_other_networks(student, rng):
    """A3 and a complete cache are returned, with masks of True and False (or 1 and 0), for other networks."""
    assert_cache(student, example_for_coins(rng))


@claim(FORWARD, points=2, hint="Try several values of keep_prob and measure the fraction that each mask keeps.")
def test_masks_keep_the_right_fraction_for_other_probabilities(student, rng):
    """D1 and D2 keep each unit with probability keep_prob, which is 0.5 if it is left out, for other networks."""
    cases = dropping_examples(rng)
    assert_kept_fractions(student, [*cases, (cases[-1][0], None)])


@claim(FORWARD, points=1, hint="Every entry of a mask needs a random number of its own, in both layers.")
def test_masks_are_independent_for_other_networks(student, rng):
    """Units, examples and layers are dropped independently of each other, for other networks."""
    assert_independent_masks(student, example_for_coins(rng))


@claim(FORWARD, points=1, hint="Look at one column: where is the mask 0, and what do A1 and A2 hold there?")
def test_dropped_units_are_zero_for_other_networks(student, rng):
    """A1 and A2 are 0 where the mask is 0, and elsewhere the activations without dropout up to a factor."""
    assert_dropped_are_zero(student, example_for_coins(rng))


@claim(
    FORWARD, points=2, hint="The factor makes up for the units that are missing. Is it applied once, in both layers?"
)
def test_kept_units_are_scaled_for_other_probabilities(student, rng):
    """The activations that are kept are divided by keep_prob, in both layers, for other probabilities."""
    for example, keep_prob in dropping_examples(rng):
        assert_scaled(student, example, keep_prob)


@claim(FORWARD, points=1, hint="Take the mean of one unit's activation over many masks. What was it before dropout?")
def test_expectation_stays_for_other_networks(student, rng):
    """On average over the masks, the activations are what they are without dropout, for other networks."""
    assert_expectation(student, dropping_examples(rng)[:2])


@claim(FORWARD, points=1, hint=OUTPUT_HINT)
def test_rest_of_the_pass_follows_for_other_networks(student, rng):
    """Z1, Z2, Z3 and A3 follow from X, A1 and A2 as in the plain pass, for other networks."""
    assert_rest_follows(student, example_for_coins(rng))


@claim(FORWARD, points=1, hint="What should the mask, and the factor, be if every unit is kept?")
def test_keeping_all_is_the_plain_pass_for_other_networks(student, rng):
    """With keep_prob = 1 nothing is dropped and the result is that of the plain pass, for other networks."""
    assert_plain_without_dropping(student, fresh_example(rng))


@claim(
    BACKWARD,
    points=1,
    hint="The output layer has no mask: dW3 and db3 are as in the plain pass, with the A2 of the cache.",
)
def test_output_layer_has_plain_gradients_for_other_networks(student, rng):
    """dW3 and db3 follow from A3 and A2 as without dropout, for other networks."""
    assert_masked_gradients(student, *masked_example(rng), ("dW3", "db3"))


@claim(
    BACKWARD,
    points=1,
    hint="What comes back to layer 2 goes through D2 and through the factor that made the kept units louder.",
)
def test_second_layer_gets_masked_gradients_for_other_networks(student, rng):
    """dW2 and db2 are the gradients of the network that was left over for each example, for other networks."""
    assert_masked_gradients(student, *masked_example(rng), ("dW2", "db2"))


@claim(
    BACKWARD,
    points=2,
    hint="Layer 1 gets its gradient through layer 2. Which mask does each pass through, and how often is it scaled?",
)
def test_first_layer_gets_masked_gradients_for_other_networks(student, rng):
    """dW1 and db1 are the gradients of the network that was left over for each example, for other networks."""
    assert_masked_gradients(student, *masked_example(rng), ("dW1", "db1"))


@claim(
    BACKWARD,
    points=1,
    hint="A unit that was dropped had no part in the answer. Where do the masks come in on the way back? "
    "Is anything changed in place?",
)
def test_dropped_units_get_no_gradient_for_other_networks(student, rng):
    """dA1 and dA2, if returned, are 0 where the masks are 0, and what was handed in stays, for other networks."""
    assert_dropped_get_nothing(student, *masked_example(rng))
