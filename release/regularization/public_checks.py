"""The checks that `check(...)` runs in the notebook. The grader repeats their claims with other networks."""

import numpy as np

from course_kit.checking import claim, number_of, picture
from course_kit.dropout_claims import (
    BACKWARD,
    FORWARD,
    assert_cache,
    assert_dropped_are_zero,
    assert_dropped_get_nothing,
    assert_expectation,
    assert_independent_masks,
    assert_inputs_stay,
    assert_kept_fractions,
    assert_masked_gradients,
    assert_plain_without_dropping,
    assert_rest_follows,
    assert_scaled,
    dropped,
    masked_gradients,
)
from course_kit.examples import draw_example, drawable
from course_kit.l2_claims import (
    COST,
    GRADIENT_NAMES,
    GRADIENTS,
    assert_biases_cost_nothing,
    assert_cross_entropy,
    assert_penalty,
    assert_penalty_gradients,
    assert_penalty_spares_biases,
    assert_plain_gradients,
    cross_entropy,
    l2_penalty,
    plain_gradients,
    returned_cost,
    returned_gradients,
)
from course_kit.masks import assert_zeros_and_ones
from course_kit.plots.dropout import plot_dropout
from course_kit.plots.errors import plot_gradient_errors
from course_kit.plots.penalty import plot_cost_parts
from course_kit.thinned import draw_masks, thinned_gradients

# The notebook's network, and another one.
OURS, OTHER = (2, 20, 3), (4, 5, 6)

# Sizes and number of examples. With so many, some active unit of each layer is kept whatever the probability, but for
# one run in far more than 10^9, and fair coins are told from masks that drop whole units or whole examples.
COINS, LARGE = ((3, 20, 20), 300), ((2, 10, 12), 150)

OUTPUT_HINT = (
    "Each layer works with what the layer before really put out. "
    "The output is a sigmoid of Z3, and nothing of it is dropped."
)


@claim(
    COST,
    points=2,
    hint="compute_cost gives the cross-entropy. Is it in the sum once, and is anything changed in place?",
)
def test_cost_without_penalty_is_the_cross_entropy(student, rng):
    """With lambd = 0 the cost is the cross-entropy, and what was handed in stays as it is."""
    assert_cross_entropy(student, draw_example(rng, OTHER, 7))


@claim(COST, points=2, hint="Print the sum of squares of each W and add them up by hand. What is it divided by?")
def test_lambd_adds_the_l2_penalty(student, rng):
    """lambd adds lambd / (2m) times the sum of all squared weights of W1, W2 and W3."""
    assert_penalty(student, draw_example(rng, OTHER, 7), 3.0)
    assert_penalty(student, draw_example(rng, OURS, 8), 0.7)


@claim(COST, points=1, hint="The penalty adds up the entries of W1, W2 and W3 and of nothing else.")
def test_biases_cost_nothing(student, rng):
    """The biases are not in the penalty."""
    assert_biases_cost_nothing(student, draw_example(rng, OTHER, 7), 3.0)


@picture(COST)
def parts_of_the_cost(student):
    """The cost for four values of lambd: bars of cross-entropy and penalty, and a line where your cost is."""
    example, lambdas = _example(OTHER, 8), [0.0, 0.35, 0.7, 1.4]
    costs = [number_of(returned_cost(student, example, lambd), "The cost") for lambd in lambdas]
    return plot_cost_parts(
        lambdas, cross_entropy(example), [l2_penalty(example, lambd) for lambd in lambdas], drawable(costs)
    )


@claim(
    GRADIENTS,
    points=2,
    hint="Compare your lines with the chain rule in the text, one by one, with the penalty left out.",
)
def test_gradients_without_penalty_are_the_plain_ones(student, rng):
    """With lambd = 0 every dW and db is the gradient of the cross-entropy."""
    assert_plain_gradients(student, draw_example(rng, OTHER, 9))


@claim(
    GRADIENTS,
    points=2,
    hint="Derive lambd / (2m) * w**2 with respect to w. Which matrix belongs to which gradient?",
)
def test_lambd_adds_its_share_to_every_weight_gradient(student, rng):
    """lambd adds (lambd / m) W1 to dW1, (lambd / m) W2 to dW2 and (lambd / m) W3 to dW3."""
    assert_penalty_gradients(student, draw_example(rng, OTHER, 9), 3.0)
    assert_penalty_gradients(student, draw_example(rng, OURS, 12), 0.7)


@claim(
    GRADIENTS,
    points=1,
    hint="The biases are not in the penalty. So what is its derivative with respect to them? "
    "Is anything changed in place?",
)
def test_bias_gradients_stay_plain(student, rng):
    """lambd changes dW1, dW2 and dW3 only: db1, db2, db3 and what was handed in stay as they are."""
    assert_penalty_spares_biases(student, draw_example(rng, OTHER, 9), 3.0)


@picture(GRADIENTS)
def errors_of_the_regularized_gradients(student):
    """Heat maps of the error of every entry of dW1, db1, dW2, db2, dW3 and db3; dark is right, yellow is wrong."""
    example, lambd = _example((3, 6, 4), 10), 0.7
    want = dict(plain_gradients(example))
    for name in ("W1", "W2", "W3"):
        want[f"d{name}"] = want[f"d{name}"] + lambd / example.m * example.parameters[name]
    return plot_gradient_errors(returned_gradients(student, example, lambd, GRADIENT_NAMES), want)


@claim(FORWARD, points=1, hint="Count the entries of the cache, and print the type of the masks' entries.")
def test_cache_is_complete(student, rng):
    """A3 and a cache of 14 entries are returned, with masks of True and False (or 1 and 0) and the parameters."""
    assert_cache(student, draw_example(rng, *COINS))


@claim(FORWARD, points=2, hint="Plot a histogram of your random numbers. What share of them is below keep_prob?")
def test_masks_keep_the_right_fraction(student, rng):
    """D1 and D2 keep each unit with probability keep_prob, which is 0.5 if it is left out."""
    cases = _dropping(rng)
    assert_kept_fractions(student, [*cases, (cases[-1][0], None)])


@claim(FORWARD, points=1, hint="Every entry of a mask needs a random number of its own, in both layers.")
def test_masks_are_independent(student, rng):
    """Units, examples and layers are dropped independently of each other."""
    assert_independent_masks(student, draw_example(rng, *COINS))


@claim(FORWARD, points=1, hint="Look at one column: where is the mask 0, and what do A1 and A2 hold there?")
def test_dropped_units_are_zero(student, rng):
    """A1 and A2 are 0 where the mask is 0, and elsewhere the activations without dropout up to a factor."""
    assert_dropped_are_zero(student, draw_example(rng, *COINS))


@claim(
    FORWARD, points=1, hint="The factor makes up for the units that are missing. Is it applied once, in both layers?"
)
def test_kept_units_are_scaled(student, rng):
    """The activations that are kept are divided by keep_prob, in both layers."""
    for example, keep_prob in _dropping(rng):
        assert_scaled(student, example, keep_prob)


@claim(FORWARD, points=1, hint="Take the mean of one unit's activation over many masks. What was it before dropout?")
def test_expectation_stays(student, rng):
    """On average over the masks, the activations are what they are without dropout."""
    assert_expectation(student, _dropping(rng)[:2])


@claim(FORWARD, points=1, hint=OUTPUT_HINT)
def test_rest_of_the_pass_follows(student, rng):
    """Z1, Z2, Z3 and A3 follow from X, A1 and A2 as in the plain pass."""
    assert_rest_follows(student, draw_example(rng, *COINS))


@claim(FORWARD, points=1, hint="What should the mask, and the factor, be if every unit is kept?")
def test_keeping_all_is_the_plain_pass(student, rng):
    """With keep_prob = 1 nothing is dropped and the result is that of the plain pass."""
    assert_plain_without_dropping(student, draw_example(rng, (3, 7, 4), 11))


@claim(FORWARD, points=1, hint="X and the arrays in parameters belong to the caller: compute new arrays, or copy them.")
def test_inputs_stay_as_they_are(student, rng):
    """X and parameters are not changed."""
    assert_inputs_stay(student, draw_example(rng, *COINS))


@picture(FORWARD)
def masks_and_means(student):
    """Layer 1: its mask, the fraction of examples that keep each unit, mean activations before and after dropout."""
    example = _example((2, 20, 3), 300)
    arrays, keep_prob = dropped(student, example, 0.8), 0.8
    assert_zeros_and_ones(arrays["D1"], "D1")
    given = example.parameters
    before = np.maximum(0, given["W1"] @ example.X + given["b1"])
    return plot_dropout(before, arrays["D1"], drawable(arrays["A1"]), keep_prob)


@claim(
    BACKWARD,
    points=1,
    hint="The output layer has no mask: dW3 and db3 are as in the plain pass, with the A2 of the cache.",
)
def test_output_layer_has_plain_gradients(student, rng):
    """dW3 and db3 follow from A3 and A2 as without dropout."""
    example, masks, keep_prob = next(_masked(rng))
    assert_masked_gradients(student, example, masks, keep_prob, ("dW3", "db3"))


@claim(
    BACKWARD,
    points=1,
    hint="What comes back to layer 2 goes through D2 and through the factor that made the kept units louder.",
)
def test_second_layer_gets_masked_gradients(student, rng):
    """dW2 and db2 are the gradients of the network that was left over for each example, for any keep_prob."""
    for example, masks, keep_prob in _masked(rng):
        assert_masked_gradients(student, example, masks, keep_prob, ("dW2", "db2"))


@claim(
    BACKWARD,
    points=2,
    hint="Layer 1 gets its gradient through layer 2. Which mask does each pass through, and how often is it scaled?",
)
def test_first_layer_gets_masked_gradients(student, rng):
    """dW1 and db1 are the gradients of the network that was left over for each example, for any keep_prob."""
    for example, masks, keep_prob in _masked(rng):
        assert_masked_gradients(student, example, masks, keep_prob, ("dW1", "db1"))


@claim(
    BACKWARD,
    points=1,
    hint="A unit that was dropped had no part in the answer. Where do the masks come in on the way back? "
    "Is anything changed in place?",
)
def test_dropped_units_get_no_gradient(student, rng):
    """dA1 and dA2, if returned, are 0 where the masks are 0, and what was handed in stays as it is."""
    assert_dropped_get_nothing(student, *next(_masked(rng)))


@picture(BACKWARD)
def errors_of_the_masked_gradients(student):
    """Heat maps of the error of every entry of dW1, db1, dW2, db2, dW3 and db3; dark is right, yellow is wrong."""
    example, keep_prob = _example((3, 6, 4), 10), 0.7
    masks = draw_masks(np.random.default_rng(2), example)
    got = masked_gradients(student, example, masks, keep_prob)
    return plot_gradient_errors(got, thinned_gradients(example, masks, keep_prob))


def _dropping(rng):
    """Return networks with many examples, each with a probability; the first are for fair coins."""
    coins, large = draw_example(rng, *COINS), draw_example(rng, *LARGE)
    return [(coins, 0.5), (large, 0.86), (large, 0.3)]


def _masked(rng):
    """Yield small networks, each with masks and with the probability they are for."""
    for sizes, keep_prob in (((3, 5, 4), 0.5), ((4, 6, 6), 0.86)):
        example = draw_example(rng, sizes, 10)
        yield example, draw_masks(rng, example), keep_prob


def _example(sizes, m):
    return draw_example(np.random.default_rng(1), sizes, m)
