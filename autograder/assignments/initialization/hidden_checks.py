"""The claims of the public checks, made with fresh layer sizes."""

import numpy as np

from course_kit.checking import assert_normal, claim
from course_kit.initial import assert_no_order, assert_own_draws, assert_shapes, assert_zero, flat, scaled

ZEROS, RANDOM, HE = "initialize_parameters_zeros", "initialize_parameters_random", "initialize_parameters_he"
SHAPE_HINT = "Try it with other layer sizes and another number of layers, and print the shape of every entry."
ZERO_HINT = "Try it with other layer sizes, and look at every entry of every layer."
OWN_DRAW_HINT = "Ask the generator for one number per weight, and leave the seed alone between the layers."
SPREAD_HINT = "Try it with other layer sizes: the rule must follow from layers_dims, in every layer."


def fresh_sizes(rng, layers):
    """Return sizes of that many layers, no two of them alike."""
    return [int(size) for size in rng.permutation(np.arange(2, 12))[: layers + 1]]


def measured_sizes(rng):
    """Return sizes with enough weights in every layer to measure their spread; few inputs tell n_in from n_in + 1."""
    return [int(rng.integers(1, 3)), int(rng.integers(900, 1100)), int(rng.integers(3, 7)), int(rng.integers(600, 800))]


def equal_sizes(rng):
    """Return sizes of three layers that are alike, so that a layer that repeats another one is equal to it."""
    return [int(rng.integers(15, 25))] * 4


def drawn_sizes(rng):
    """Return sizes of equal layers, which another check asks for first as well, of small and of large ones."""
    equal = equal_sizes(rng)
    small = [int(rng.integers(low, high)) for low, high in ((2, 4), (4, 8), (2, 4), (4, 8))]
    return equal, small, measured_sizes(rng)


def drawn(function, name, sizes):
    """Return the weights of every layer for each of the sizes."""
    return [flat(function(layers_dims), "W", layers_dims, name) for layers_dims in sizes]


@claim(ZEROS, points=2, hint=SHAPE_HINT)
def test_zeros_have_the_right_shapes_for_other_sizes(student, rng):
    """Every W_l has shape (n_l, n_{l-1}) and every b_l shape (n_l, 1), for other sizes and numbers of layers."""
    for layers in (3, 2, 6):
        layers_dims = fresh_sizes(rng, layers)
        assert_shapes(student.initialize_parameters_zeros(layers_dims), layers_dims, ZEROS, tell=False)


@claim(ZEROS, points=2, hint=ZERO_HINT)
def test_weights_are_zero_for_other_sizes(student, rng):
    """Every weight is 0, for other layer sizes."""
    layers_dims = fresh_sizes(rng, 3)
    assert_zero(flat(student.initialize_parameters_zeros(layers_dims), "W", layers_dims, ZEROS), ZEROS)


@claim(ZEROS, points=1, hint=ZERO_HINT)
def test_biases_of_zeros_are_zero_for_other_sizes(student, rng):
    """Every bias is 0, for other layer sizes."""
    layers_dims = fresh_sizes(rng, 3)
    assert_zero(flat(student.initialize_parameters_zeros(layers_dims), "b", layers_dims, ZEROS), ZEROS)


@claim(RANDOM, points=1, hint=SHAPE_HINT)
def test_random_has_the_right_shapes_for_other_sizes(student, rng):
    """Every W_l has shape (n_l, n_{l-1}) and every b_l shape (n_l, 1), for other sizes and numbers of layers."""
    for layers in (3, 2, 6):
        layers_dims = fresh_sizes(rng, layers)
        assert_shapes(student.initialize_parameters_random(layers_dims), layers_dims, RANDOM, tell=False)


@claim(RANDOM, points=1, hint=ZERO_HINT)
def test_biases_of_random_are_zero_for_other_sizes(student, rng):
    """Every bias is 0, for other layer sizes."""
    layers_dims = fresh_sizes(rng, 3)
    assert_zero(flat(student.initialize_parameters_random(layers_dims), "b", layers_dims, RANDOM), RANDOM)


@claim(RANDOM, points=2, hint=SPREAD_HINT)
def test_random_weights_have_standard_deviation_10_for_other_sizes(student, rng):
    """The weights of every layer are normal draws with mean 0 and standard deviation 10, for other layer sizes."""
    equal, small, measured = drawn(student.initialize_parameters_random, RANDOM, drawn_sizes(rng))
    for name, draws in measured.items():
        assert_normal(draws, 10, f"{name} of {RANDOM}", tests=5)
    for weights, size in ((equal, "equal"), (small, "small")):
        name = f"What {RANDOM} draws for {size} layers, all of them together,"
        assert_normal(np.concatenate(list(weights.values())), 10, name, tests=5)


@claim(RANDOM, points=1, hint=OWN_DRAW_HINT)
def test_every_random_weight_is_drawn_anew_for_other_sizes(student, rng):
    """Every weight is a draw of its own, for other layer sizes."""
    layers_dims = equal_sizes(rng)
    weights = flat(student.initialize_parameters_random(layers_dims), "W", layers_dims, RANDOM)
    assert_own_draws(weights, RANDOM)
    assert_no_order(weights, RANDOM)


@claim(HE, points=1, hint=SHAPE_HINT)
def test_he_has_the_right_shapes_for_other_sizes(student, rng):
    """Every W_l has shape (n_l, n_{l-1}) and every b_l shape (n_l, 1), for other sizes and numbers of layers."""
    for layers in (3, 2, 6):
        layers_dims = fresh_sizes(rng, layers)
        assert_shapes(student.initialize_parameters_he(layers_dims), layers_dims, HE, tell=False)


@claim(HE, points=1, hint=ZERO_HINT)
def test_biases_of_he_are_zero_for_other_sizes(student, rng):
    """Every bias is 0, for other layer sizes."""
    layers_dims = fresh_sizes(rng, 3)
    assert_zero(flat(student.initialize_parameters_he(layers_dims), "b", layers_dims, HE), HE)


@claim(HE, points=2, hint=SPREAD_HINT)
def test_he_weights_have_the_right_spread_for_other_sizes(student, rng):
    """The weights of layer l are normal draws with mean 0 and standard deviation sqrt(2 / n_{l-1}), for other sizes."""
    sizes = drawn_sizes(rng)
    # Scaled to 1, so that the sentence does not tell the layer sizes.
    stds = [np.sqrt(2 / np.array(layers_dims[:-1])) for layers_dims in sizes]
    equal, small, measured = drawn(student.initialize_parameters_he, HE, sizes)
    for (layer, draws), std in zip(measured.items(), stds[-1], strict=True):
        name = f"{layer}, divided by the standard deviation that it should have,"
        assert_normal(scaled({layer: draws}, [std]), 1, name, tests=5)
    for weights, std, size in zip((equal, small), stds, ("equal", "small"), strict=False):
        name = f"What {HE} draws for {size} layers, divided by sqrt(2 / n_{{l-1}}),"
        assert_normal(scaled(weights, std), 1, name, tests=5)


@claim(HE, points=1, hint=OWN_DRAW_HINT)
def test_every_he_weight_is_drawn_anew_for_other_sizes(student, rng):
    """Every weight is a draw of its own, for other layer sizes."""
    layers_dims = equal_sizes(rng)
    weights = flat(student.initialize_parameters_he(layers_dims), "W", layers_dims, HE)
    assert_own_draws(weights, HE)
    assert_no_order(weights, HE)
