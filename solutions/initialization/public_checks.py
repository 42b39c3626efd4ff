"""The checks that `check(...)` runs in the notebook. The grader repeats their claims with other layer sizes."""

import numpy as np

from course_kit.checking import assert_normal, claim, picture
from course_kit.initial import (
    assert_no_order,
    assert_own_draws,
    assert_shapes,
    assert_zero,
    drawn_parameters,
    flat,
    scaled,
    shapes_of,
)
from course_kit.plots.weights import plot_parameters, plot_weights

ZEROS, RANDOM, HE = "initialize_parameters_zeros", "initialize_parameters_random", "initialize_parameters_he"

# Three layers as in the notebook, then fewer and more; no two neighbors alike, so that a swapped shape shows.
SHAPE_EXAMPLES = ([4, 3, 2, 1], [5, 2], [2, 6, 3, 4, 1])

# Three layers; every entry is looked at.
SMALL = [3, 5, 2, 1]

# Large enough to measure a standard deviation. One input or two tell n_in from n_in - 1 and from n_in + 1.
MEASURED = [2, 1000, 3, 700]

# Beyond this a histogram shows nothing but one bar.
LARGEST_DRAWN = 1e6

# Layers of one size, so that a layer that repeats another one is equal to it, whatever scales the draws.
# Seeding at the top of the function is a matter of style and passes. Seeding again for every layer is a mistake: layers
# of one size start as copies, while the exercise asks for independent draws, which He's formula relies on. All else
# about such weights may be right, so it costs the points of this claim alone.
EQUAL_LAYERS = [20, 20, 20, 20]

SHAPE_HINT = "Layer l turns n_{l-1} inputs into n_l outputs: count rows and columns of W_l @ A, layer by layer."
BIAS_HINT = "The biases are 0 in all three methods: only the weights have to differ from unit to unit."
OWN_DRAW_HINT = (
    "Ask the generator for one number per weight, and leave the seed alone between the layers: "
    "after the same seed come the same numbers."
)


@claim(ZEROS, points=2, hint=SHAPE_HINT)
def test_zeros_have_the_right_shapes(student):
    """Every W_l has shape (n_l, n_{l-1}) and every b_l shape (n_l, 1), for any number of layers."""
    for layers_dims in SHAPE_EXAMPLES:
        returned = student.initialize_parameters_zeros(layers_dims)
        assert_shapes(returned, layers_dims, f"{ZEROS}({layers_dims})", tell=True)


@claim(ZEROS, points=2, hint="numpy has a function that makes an array of zeros; it takes the shape as one tuple.")
def test_weights_are_zero(student):
    """Every weight is 0."""
    call = f"{ZEROS}({SMALL})"
    assert_zero(flat(student.initialize_parameters_zeros(SMALL), "W", SMALL, call), call)


@claim(ZEROS, points=1, hint=BIAS_HINT)
def test_biases_of_zeros_are_zero(student):
    """Every bias is 0."""
    call = f"{ZEROS}({SMALL})"
    assert_zero(flat(student.initialize_parameters_zeros(SMALL), "b", SMALL, call), call)


@picture(ZEROS)
def drawn_zeros(student):
    """Every array that the function returned for the layer sizes 3, 2, 1, as a grid of its entries, with its shape."""
    layers_dims = [3, 2, 1]
    arrays = drawn_parameters(student.initialize_parameters_zeros(layers_dims), ZEROS)
    return plot_parameters(arrays, f"{ZEROS}({layers_dims})", shapes_of(layers_dims))


@claim(RANDOM, points=1, hint=SHAPE_HINT)
def test_random_has_the_right_shapes(student):
    """Every W_l has shape (n_l, n_{l-1}) and every b_l shape (n_l, 1), for any number of layers."""
    for layers_dims in SHAPE_EXAMPLES:
        returned = student.initialize_parameters_random(layers_dims)
        assert_shapes(returned, layers_dims, f"{RANDOM}({layers_dims})", tell=True)


@claim(RANDOM, points=1, hint=BIAS_HINT)
def test_biases_of_random_are_zero(student):
    """Every bias is 0."""
    call = f"{RANDOM}({SMALL})"
    assert_zero(flat(student.initialize_parameters_random(SMALL), "b", SMALL, call), call)


@claim(RANDOM, points=2, hint="Multiplying normal draws by a number multiplies their standard deviation by it.")
def test_random_weights_have_standard_deviation_10(student):
    """The weights of every layer are normal draws with mean 0 and standard deviation 10."""
    equal, small, measured = _drawn(student.initialize_parameters_random, RANDOM)
    for name, draws in measured.items():
        assert_normal(draws, 10, f"{name} of {RANDOM}({MEASURED})", tests=5)
    for weights, layers_dims in ((equal, EQUAL_LAYERS), (small, SMALL)):
        name = f"What {RANDOM}({layers_dims}) draws, all layers together,"
        assert_normal(np.concatenate(list(weights.values())), 10, name, tests=5)


@claim(RANDOM, points=1, hint=OWN_DRAW_HINT)
def test_every_random_weight_is_drawn_anew(student):
    """Every weight is a draw of its own: no unit and no layer starts as a copy of another."""
    call = f"{RANDOM}({EQUAL_LAYERS})"
    weights = flat(student.initialize_parameters_random(EQUAL_LAYERS), "W", EQUAL_LAYERS, call)
    assert_own_draws(weights, call)
    assert_no_order(weights, call)


@picture(RANDOM)
def drawn_random(student):
    """Histogram of the weights of each of three layers, with the normal curve of standard deviation 10 over it."""
    return _histograms(flat(student.initialize_parameters_random(MEASURED), "W", MEASURED, RANDOM), [10, 10, 10])


@claim(HE, points=1, hint=SHAPE_HINT)
def test_he_has_the_right_shapes(student):
    """Every W_l has shape (n_l, n_{l-1}) and every b_l shape (n_l, 1), for any number of layers."""
    for layers_dims in SHAPE_EXAMPLES:
        returned = student.initialize_parameters_he(layers_dims)
        assert_shapes(returned, layers_dims, f"{HE}({layers_dims})", tell=True)


@claim(HE, points=1, hint=BIAS_HINT)
def test_biases_of_he_are_zero(student):
    """Every bias is 0."""
    call = f"{HE}({SMALL})"
    assert_zero(flat(student.initialize_parameters_he(SMALL), "b", SMALL, call), call)


@claim(
    HE,
    points=2,
    hint="Normal draws lie around 0. How far they spread depends on how many inputs each unit of the layer adds up.",
)
def test_he_weights_have_the_right_spread(student):
    """The weights of layer l are normal draws with mean 0 and standard deviation sqrt(2 / n_{l-1})."""
    equal, small, measured = _drawn(student.initialize_parameters_he, HE)
    for (name, draws), fan_in in zip(measured.items(), MEASURED, strict=False):
        assert_normal(draws, np.sqrt(2 / fan_in), f"{name} of {HE}({MEASURED})", tests=5)
    for weights, layers_dims in ((equal, EQUAL_LAYERS), (small, SMALL)):
        name = f"What {HE}({layers_dims}) draws, divided by sqrt(2 / n_{{l-1}}),"
        assert_normal(scaled(weights, np.sqrt(2 / np.array(layers_dims[:-1]))), 1, name, tests=5)


@claim(HE, points=1, hint=OWN_DRAW_HINT)
def test_every_he_weight_is_drawn_anew(student):
    """Every weight is a draw of its own: no unit and no layer starts as a copy of another."""
    call = f"{HE}({EQUAL_LAYERS})"
    weights = flat(student.initialize_parameters_he(EQUAL_LAYERS), "W", EQUAL_LAYERS, call)
    assert_own_draws(weights, call)
    assert_no_order(weights, call)


@picture(HE)
def drawn_he(student):
    """Histogram of the weights of each of three layers, with the normal curve of variance 2 / n_in over it."""
    stds = [np.sqrt(2 / fan_in) for fan_in in MEASURED[:-1]]
    return _histograms(flat(student.initialize_parameters_he(MEASURED), "W", MEASURED, HE), stds)


def _drawn(function, name):
    """Return the weights for equal layers, which another check asks for first as well, for small and for large ones."""
    return [flat(function(dims), "W", dims, f"{name}({dims})") for dims in (EQUAL_LAYERS, SMALL, MEASURED)]


def _histograms(weights, stds):
    assert max(np.max(np.abs(draws)) for draws in weights.values()) < LARGEST_DRAWN, "Far too large to be drawn."
    titles = [f"$W_{layer}$, $n_{{in}}$ = {fan_in}" for layer, fan_in in enumerate(MEASURED[:-1], start=1)]
    return plot_weights(list(weights.values()), stds, titles)
