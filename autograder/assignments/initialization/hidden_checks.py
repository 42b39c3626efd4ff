"""The claims of the public checks, made with fresh layer sizes."""

import numpy as np

from course_kit.checking import assert_normal, claim
from course_kit.initial import assert_own_draws, assert_shapes, assert_zero, flat

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
    layers_dims = measured_sizes(rng)
    for name, draws in flat(student.initialize_parameters_random(layers_dims), "W", layers_dims, RANDOM).items():
        assert_normal(draws, 10, f"{name} of {RANDOM}")


@claim(RANDOM, points=1, hint=OWN_DRAW_HINT)
def test_every_random_weight_is_drawn_anew_for_other_sizes(student, rng):
    """Every weight is a draw of its own, for other layer sizes."""
    layers_dims = [int(rng.integers(15, 25))] * 4
    assert_own_draws(flat(student.initialize_parameters_random(layers_dims), "W", layers_dims, RANDOM), RANDOM)


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
    layers_dims = measured_sizes(rng)
    weights = flat(student.initialize_parameters_he(layers_dims), "W", layers_dims, HE)
    for (name, draws), fan_in in zip(weights.items(), layers_dims, strict=False):
        # Scaled to 1, so that the sentence does not tell the layer sizes.
        with np.errstate(over="ignore"):
            scaled = draws / np.sqrt(2 / fan_in)
        assert_normal(scaled, 1, f"{name}, divided by the standard deviation that it should have,")


@claim(HE, points=1, hint=OWN_DRAW_HINT)
def test_every_he_weight_is_drawn_anew_for_other_sizes(student, rng):
    """Every weight is a draw of its own, for other layer sizes."""
    layers_dims = [int(rng.integers(15, 25))] * 4
    assert_own_draws(flat(student.initialize_parameters_he(layers_dims), "W", layers_dims, HE), HE)
