"""The checks that `check(...)` runs in the notebook. The grader repeats their claims with other layer sizes."""

import numpy as np

from course_kit.checking import array_of, assert_normal, claim, entries_of, parameters_of, picture
from course_kit.initial import assert_own_draws, assert_zero, flat
from course_kit.plots.weights import plot_parameters, plot_weights

ZEROS, RANDOM, HE = "initialize_parameters_zeros", "initialize_parameters_random", "initialize_parameters_he"

# Three layers as in the notebook, then fewer and more; no two neighbors alike, so that a swapped shape shows.
SHAPE_EXAMPLES = ([4, 3, 2, 1], [5, 2], [2, 6, 3, 4, 1])

# Large enough to measure a standard deviation. One input or two tell n_in from n_in - 1 and from n_in + 1.
MEASURED = [2, 1000, 3, 700]

# Beyond this a histogram shows nothing but one bar.
LARGEST_DRAWN = 1e6

# Layers of one size, so that a layer that repeats another one is equal to it, whatever scales the draws.
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
        call = f"{ZEROS}({layers_dims})"
        parameters_of(student.initialize_parameters_zeros(layers_dims), layers_dims, call)


@claim(ZEROS, points=2, hint="numpy has a function that makes an array of zeros; it takes the shape as one tuple.")
def test_weights_are_zero(student):
    """Every weight is 0."""
    layers_dims = [3, 5, 2, 1]
    assert_zero(flat(student.initialize_parameters_zeros(layers_dims), "W", layers_dims, f"{ZEROS}({layers_dims})"))


@claim(ZEROS, points=1, hint=BIAS_HINT)
def test_biases_of_zeros_are_zero(student):
    """Every bias is 0."""
    layers_dims = [3, 5, 2, 1]
    assert_zero(flat(student.initialize_parameters_zeros(layers_dims), "b", layers_dims, f"{ZEROS}({layers_dims})"))


@picture(ZEROS)
def drawn_zeros(student):
    """Every array that the function returned for the layer sizes 3, 2, 1, as a grid of its entries."""
    return _grids(student.initialize_parameters_zeros([3, 2, 1]), ZEROS)


@claim(RANDOM, points=1, hint=SHAPE_HINT)
def test_random_has_the_right_shapes(student):
    """Every W_l has shape (n_l, n_{l-1}) and every b_l shape (n_l, 1), for any number of layers."""
    for layers_dims in SHAPE_EXAMPLES:
        call = f"{RANDOM}({layers_dims})"
        parameters_of(student.initialize_parameters_random(layers_dims), layers_dims, call)


@claim(RANDOM, points=1, hint=BIAS_HINT)
def test_biases_of_random_are_zero(student):
    """Every bias is 0."""
    layers_dims = [3, 5, 2, 1]
    assert_zero(flat(student.initialize_parameters_random(layers_dims), "b", layers_dims, f"{RANDOM}({layers_dims})"))


@claim(RANDOM, points=2, hint="Multiplying normal draws by a number multiplies their standard deviation by it.")
def test_random_weights_have_standard_deviation_10(student):
    """The weights of every layer are normal draws with mean 0 and standard deviation 10."""
    weights = flat(student.initialize_parameters_random(MEASURED), "W", MEASURED, f"{RANDOM}({MEASURED})")
    for name, draws in weights.items():
        assert_normal(draws, 10, name)


@claim(RANDOM, points=1, hint=OWN_DRAW_HINT)
def test_every_random_weight_is_drawn_anew(student):
    """Every weight is a draw of its own: no unit and no layer starts as a copy of another."""
    returned = student.initialize_parameters_random(EQUAL_LAYERS)
    assert_own_draws(flat(returned, "W", EQUAL_LAYERS, f"{RANDOM}({EQUAL_LAYERS})"))


@picture(RANDOM)
def drawn_random(student):
    """Histogram of the weights of each of three layers, with the normal curve of standard deviation 10 over it."""
    return _histograms(flat(student.initialize_parameters_random(MEASURED), "W", MEASURED, RANDOM), [10, 10, 10])


@claim(HE, points=1, hint=SHAPE_HINT)
def test_he_has_the_right_shapes(student):
    """Every W_l has shape (n_l, n_{l-1}) and every b_l shape (n_l, 1), for any number of layers."""
    for layers_dims in SHAPE_EXAMPLES:
        call = f"{HE}({layers_dims})"
        parameters_of(student.initialize_parameters_he(layers_dims), layers_dims, call)


@claim(HE, points=1, hint=BIAS_HINT)
def test_biases_of_he_are_zero(student):
    """Every bias is 0."""
    layers_dims = [3, 5, 2, 1]
    assert_zero(flat(student.initialize_parameters_he(layers_dims), "b", layers_dims, f"{HE}({layers_dims})"))


@claim(HE, points=2, hint="The spread of a layer's weights depends on how many inputs each of its units adds up.")
def test_he_weights_have_the_right_spread(student):
    """The weights of layer l are normal draws with mean 0 and standard deviation sqrt(2 / n_{l-1})."""
    weights = flat(student.initialize_parameters_he(MEASURED), "W", MEASURED, f"{HE}({MEASURED})")
    for (name, draws), fan_in in zip(weights.items(), MEASURED, strict=False):
        assert_normal(draws, np.sqrt(2 / fan_in), name)


@claim(HE, points=1, hint=OWN_DRAW_HINT)
def test_every_he_weight_is_drawn_anew(student):
    """Every weight is a draw of its own: no unit and no layer starts as a copy of another."""
    returned = student.initialize_parameters_he(EQUAL_LAYERS)
    assert_own_draws(flat(returned, "W", EQUAL_LAYERS, f"{HE}({EQUAL_LAYERS})"))


@picture(HE)
def drawn_he(student):
    """Histogram of the weights of each of three layers, with the normal curve of variance 2 / n_in over it."""
    stds = [np.sqrt(2 / fan_in) for fan_in in MEASURED[:-1]]
    return _histograms(flat(student.initialize_parameters_he(MEASURED), "W", MEASURED, HE), stds)


def _histograms(weights, stds):
    assert max(np.max(np.abs(draws)) for draws in weights.values()) < LARGEST_DRAWN, "Far too large to be drawn."
    titles = [f"$W_{layer}$, $n_{{in}}$ = {fan_in}" for layer, fan_in in enumerate(MEASURED[:-1], start=1)]
    return plot_weights(list(weights.values()), stds, titles)


def _grids(returned, what):
    entries = entries_of(returned, ["W1", "b1", "W2", "b2"], what)
    arrays = {name: array_of(entries[name], name) for name in ("W1", "b1", "W2", "b2")}
    assert all(array.ndim == 2 and 1 <= array.size <= 12 for array in arrays.values()), "Only small matrices are drawn."
    return plot_parameters(arrays)
