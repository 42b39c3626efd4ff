"""The claims of public_checks.py, on numbers that no student has seen. No message shows one of those numbers."""

import functools
import math

import numpy as np

from course_kit import backward_propagation, forward_propagation_n, gradient_check_example
from course_kit.checking import assert_matches, claim, number_of
from course_kit.slope_error import slope_errors

# --- forward_propagation(x, theta) -----------------------------------------------------------------------------------


def scalar(rng, low=0.5, high=4.0):
    """Return a number between `low` and `high`, of either sign, never close to 0."""
    return float(rng.uniform(low, high) * rng.choice([-1.0, 1.0]))


@claim("forward_propagation", points=3, hint="The formula stands above the exercise, and it has one operation.")
def test_cost_is_a_product_of_other_numbers(student, rng):
    """J is theta times x, for other numbers too."""
    for _ in range(3):
        x, theta = abs(scalar(rng)), abs(scalar(rng))
        assert_matches(student.forward_propagation(x, theta), x * theta, "J")


@claim("forward_propagation", points=2, hint="J can be negative, and it is 0 as soon as x or theta is 0.")
def test_cost_has_the_right_sign_elsewhere(student, rng):
    """J has the right sign for other numbers too."""
    for x_sign, theta_sign in ((1, -1), (-1, 1), (-1, -1), (1, 0)):
        x, theta = x_sign * abs(scalar(rng)), theta_sign * abs(scalar(rng))
        assert_matches(student.forward_propagation(x, theta), x * theta, "J")


# --- backward_propagation(x, theta) ----------------------------------------------------------------------------------


@claim("backward_propagation", points=3, hint="By how much does J grow when theta grows by 1 and x stays as it is?")
def test_derivative_is_right_for_other_numbers(student, rng):
    """The derivative of J with respect to theta is right for other numbers too."""
    for sign in (1, 1, -1, -1):
        x, theta = sign * abs(scalar(rng)), scalar(rng)
        assert_matches(student.backward_propagation(x, theta), x, "The derivative")


@claim("backward_propagation", points=2, hint="J is a straight line in theta: how steep is it, here and farther out?")
def test_derivative_is_the_same_everywhere(student, rng):
    """The derivative is the same for every theta, near and far."""
    x = abs(scalar(rng))
    for theta in (0.0, scalar(rng), 1e-8 * scalar(rng), 1e9 * scalar(rng)):
        assert_matches(student.backward_propagation(x, theta), x, "The derivative")


# --- gradient_check(x, theta, epsilon=1e-7, print_msg=False) ---------------------------------------------------------

# theta + epsilon, theta - epsilon and the two costs are each off by at most 1.1e-16 of their size, |theta| is at most 4
# and epsilon at least 1e-7: the slope is off by at most 1e-8 of its size, the relative difference by half of it.
ROUND_OFF = 1e-7

# Differences for gross mistakes lie above 0.1; this is well below, and far above anything round-off can do.
UNNOTICED = 0.01


@claim("gradient_check", points=1, hint="Is gradapprox x for every theta? How far apart are the two points?")
def test_difference_is_tiny_for_other_numbers(student, rng):
    """With the right derivative, the relative difference is as small as round-off allows, for other numbers too."""
    returned = []
    for epsilon in ((), (), (1e-6,), (10.0 ** rng.uniform(-6, -4),)):
        value = number_of(student.gradient_check(scalar(rng), scalar(rng), *epsilon), "The relative difference")
        assert 0 <= value <= ROUND_OFF, (
            f"The relative difference is {value:.3g} for a right derivative; between 0 and {ROUND_OFF:g} was expected."
        )
        returned.append(value)
    # Four measured slopes are all exact with a probability below 1e-20: their grid is a few 1e-9 wide or finer.
    assert any(returned), "The difference is exactly 0 every time: does gradapprox come from two values of J?"


def relative_difference(first, second):
    """Return the distance of two numbers relative to the sum of their sizes."""
    return abs(first - second) / (abs(first) + abs(second))


def assert_differences(returned, triples):
    """Fail unless the numbers are the ones of a check that calls both functions, or that writes out one of them.

    Args:
        returned: What the student's function said in each case.
        triples: For each case (grad, gradapprox, slope of theta x): the derivative the replaced backward pass hands
            out, what is measured on the replaced forward pass, and what both are without replacements.
    """
    both = [relative_difference(grad, measured) for grad, measured, _ in triples]
    own_derivative = [relative_difference(plain, measured) for _, measured, plain in triples]
    own_forward = [relative_difference(grad, plain) for grad, _, plain in triples]
    if any(np.allclose(returned, column, rtol=1e-7, atol=0) for column in (both, own_derivative, own_forward)):
        return
    for value, expected in zip(returned, both, strict=True):
        assert_matches(value, expected, "The relative difference for a wrong derivative")


@claim("gradient_check", points=2, hint="Divide the norm of the difference by the sum of the two norms.")
def test_difference_measures_other_disagreements(student, rng):
    """The relative difference is |grad - gradapprox| / (|grad| + |gradapprox|) for other disagreements too."""
    returned, triples = [], []
    for x_sign, sign in ((1, 1), (-1, 1), (1, -1)):
        x, theta = x_sign * abs(scalar(rng)), scalar(rng)
        slope, derivative = float(rng.uniform(1.5, 2.5)), sign * float(rng.uniform(3.0, 6.0))
        swapped = student.using(
            forward_propagation=lambda x, theta, slope=slope: slope * theta * x,
            backward_propagation=lambda x, theta, derivative=derivative: derivative * x,
        )
        epsilon = 10.0 ** rng.uniform(-4, -2)
        returned.append(number_of(swapped.gradient_check(x, theta, epsilon), "The relative difference"))
        triples.append((derivative * x, slope * x, x))
    assert_differences(returned, triples)


@claim("gradient_check", points=1, hint="One point lies epsilon to the right of theta, the other epsilon to the left.")
def test_slope_is_measured_on_both_sides_elsewhere(student, rng):
    """The slope is measured epsilon to the right and epsilon to the left of theta, for other curved costs too."""
    x, theta, a, b = scalar(rng), scalar(rng), float(rng.uniform(0.5, 2.0)), float(rng.uniform(1.0, 2.0))
    right = student.using(
        forward_propagation=lambda x, theta: (a * theta**3 + b * theta) * x,
        backward_propagation=lambda x, theta: (3 * a * theta**2 + b) * x,
    )
    value = number_of(right.gradient_check(x, theta), "The relative difference")
    written_out = relative_difference(3 * a * theta**2 + b, 1.0)
    assert 0 <= value <= ROUND_OFF or abs(value - written_out) <= ROUND_OFF, (
        f"The relative difference is {value:.3g} for a curved J, a right derivative and the default epsilon; "
        f"at most {ROUND_OFF:g} was expected."
    )
    returned, triples = [], []
    for sign in (1, -1):
        x, theta, epsilon = sign * float(rng.uniform(1.5, 4.0)), scalar(rng), float(rng.uniform(0.2, 0.6))
        a, b, factor = float(rng.uniform(0.5, 2.0)), float(rng.uniform(1.0, 2.0)), float(rng.uniform(2.0, 3.0))
        curved = student.using(
            forward_propagation=lambda x, theta, a=a, b=b: (a * theta**3 + b * theta) * x,
            backward_propagation=lambda x, theta, a=a, b=b, factor=factor: factor * (3 * a * theta**2 + b) * x,
        )
        returned.append(number_of(curved.gradient_check(x, theta, epsilon), "The relative difference"))
        slope = 3 * a * theta**2 + b
        triples.append((factor * slope * x, (slope + a * epsilon**2) * x, x))
    assert_differences(returned, triples)


@claim("gradient_check", points=1, hint="grad has to come from the function that is to be checked.")
def test_other_wrong_backward_propagations_are_found(student, rng):
    """Other wrong versions of backward_propagation are found: gradient_check calls it."""
    x, theta = scalar(rng), scalar(rng)
    # Factors c > 1, whose differences (c - 1) / (c + 1) grow with c and lie at least 0.1 apart.
    returned = [
        number_of(
            student.using(backward_propagation=lambda x, theta, factor=factor: factor * x).gradient_check(x, theta),
            "The relative difference",
        )
        for factor in (float(rng.uniform(1.3, 1.8)), float(rng.uniform(3.0, 5.0)))
    ]
    for value in returned:
        assert value > UNNOTICED, f"A wrong backward_propagation went unnoticed: the difference is {value:.3g}."
    assert returned[1] > returned[0] + UNNOTICED, "The larger of two mistakes did not get the larger difference."


# --- gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False) ------------------------------------

# J is known to about 1e-16, so each of 47 entries of gradapprox to about 1e-9; the slope is at least 0.3. Round-off
# is a sum of many small errors: the usual difference is 2e-9, the largest of a thousand, in any right style, 7e-9.
ROUND_OFF_N = 2e-7

# What is expected is computed from the right gradients, not from measured ones. With epsilon = 1e-5 these differ by
# less than 1e-8 of their norm; a wrong formula or a block left out makes a difference of several percent.
MEASURED = 1e-5

# With epsilon = 1e-3 the error of the slope is 1e-5 of it or less, and proportional to epsilon^2 up to a thousandth.
# One-sided differences only double it, and an epsilon of one's own leaves it as it is.
LARGEST_ERROR, FOURFOLD = 1e-3, (3.5, 4.5)

# How large that error is, is known up to 3e-5 of it (the largest of a thousand examples), and round-off is at most
# 2e-11: J is off by 1e-15 at most, 47 slopes by 1e-15 / epsilon each, and their norm is at least 0.3. A step that is a
# tenth larger makes a fifth more of it. Another formula for the difference costs the points of its own claims only.
EXACTLY, ROUND_OFF_OF_ERROR = 0.01, 1e-10

BLOCKS = ("W1", "b1", "W2", "b2", "W3", "b3")


def draw_seed(rng):
    """Return the seed and the number of examples that make an example."""
    return int(rng.integers(2**32)), int(rng.integers(4, 7))


def draw_example(rng):
    """Return parameters, the right gradients (from the kit's own network), X and Y."""
    return example(*draw_seed(rng))


@functools.lru_cache(maxsize=64)  # a class is graded with the same examples, and finding one takes many draws
def example(seed, m):
    """Return the example that belongs to a seed."""
    X, Y, parameters = gradient_check_example(seed, m)
    return parameters, backward_propagation(X, Y, forward_propagation_n(X, Y, parameters)[1]), X, Y


@functools.lru_cache(maxsize=64)
def errors_of_example(seed, m):
    """Return what right gradients leave at an example, over epsilon^2, by the right formula and by others."""
    parameters, _, X, Y = example(seed, m)
    return slope_errors(X, Y, parameters)


def known(value, expected):
    """Tell whether a difference for a large epsilon is the expected one."""
    return abs(value - expected) <= EXACTLY * expected + ROUND_OFF_OF_ERROR


def difference_of(student, parameters, gradients, X, Y, *epsilon):
    """Return what the student's function says."""
    return number_of(student.gradient_check_n(parameters, gradients, X, Y, *epsilon), "The relative difference")


def with_mistakes(gradients, factors):
    """Return the gradients with some blocks multiplied by a factor, and the relative difference that this makes."""
    factors = {block: factors.get(block, 1.0) for block in BLOCKS}
    wrong = {name: factors.get(name[1:], 1.0) * value for name, value in gradients.items()}
    squares = {block: float(np.sum(gradients[f"d{block}"] ** 2)) for block in BLOCKS}
    off = math.sqrt(sum((factor - 1) ** 2 * squares[block] for block, factor in factors.items()))
    norm = math.sqrt(sum(factor**2 * squares[block] for block, factor in factors.items()))
    return wrong, off / (norm + math.sqrt(sum(squares.values())))


@claim("gradient_check_n", points=2, hint="Shift one parameter at a time, starting from a fresh copy of theta.")
def test_other_right_gradients_pass(student, rng):
    """With the right gradients of another network, the relative difference is as small as round-off allows."""
    parameters, gradients, X, Y = draw_example(rng)
    value = difference_of(student, parameters, gradients, X, Y)
    assert 0 < value <= ROUND_OFF_N, (
        f"The relative difference is {value:.3g} for right gradients; more than 0 and at most {ROUND_OFF_N:g} "
        "was expected."
    )


@claim("gradient_check_n", points=3, hint="Divide the norm of the difference by the sum of the two norms.")
def test_other_wrong_gradients_give_the_right_number(student, rng):
    """The relative difference is ||grad - gradapprox|| / (||grad|| + ||gradapprox||) for other mistakes too."""
    parameters, gradients, X, Y = draw_example(rng)
    for low, high in ((1.5, 4.0), (-0.6, -0.2)):
        factors = {block: float(rng.uniform(low, high)) for block in BLOCKS}
        wrong, expected = with_mistakes(gradients, factors)
        value = difference_of(student, parameters, wrong, X, Y, 1e-5)
        assert_matches(value, expected, "The relative difference for wrong gradients", tolerance=MEASURED)


@claim("gradient_check_n", points=2, hint="All 47 parameters take part, each where dictionary_to_vector puts it.")
def test_mistake_in_another_block_is_found(student, rng):
    """A mistake in a single block of another network is found, and has its due weight."""
    parameters, gradients, X, Y = draw_example(rng)
    for kind in "Wb":
        block = f"{kind}{rng.integers(1, 4)}"
        wrong, expected = with_mistakes(gradients, {block: float(rng.uniform(1.5, 4.0))})
        value = difference_of(student, parameters, wrong, X, Y, 1e-5)
        assert_matches(value, expected, "The relative difference for a mistake in one block", tolerance=MEASURED)


@claim("gradient_check_n", points=2, hint="One point lies epsilon to the right of theta, one epsilon to the left.")
def test_error_grows_with_the_square_of_another_epsilon(student, rng):
    """With twice the epsilon the error of the slope is four times as large, for another network too."""
    seed, m = draw_seed(rng)
    parameters, gradients, X, Y = example(seed, m)
    epsilon = float(rng.uniform(0.8e-3, 1.2e-3))
    small, large = (difference_of(student, parameters, gradients, X, Y, step) for step in (epsilon, 2 * epsilon))
    assert 0 < small <= LARGEST_ERROR, (
        f"The relative difference is {small:.3g} for right gradients and a larger epsilon; "
        f"at most {LARGEST_ERROR:g} was expected."
    )
    assert FOURFOLD[0] <= large / small <= FOURFOLD[1], (
        f"Doubling epsilon made the difference {large / small:.3g} times as large; about 4 times was expected."
    )
    errors = errors_of_example(seed, m)
    assert any(known(small, epsilon**2 * error) and known(large, 4 * epsilon**2 * error) for error in errors), (
        "For right gradients and a larger epsilon, the relative difference is not what it is for points that lie "
        "epsilon to each side of theta."
    )


@claim("gradient_check_n", points=1, hint="Shift a copy, and leave what you were given alone.")
def test_other_arguments_stay_as_they_are(student, rng):
    """A call that finds a mistake leaves all its arguments as they were, for another network too."""
    parameters, gradients, X, Y = draw_example(rng)
    wrong, _ = with_mistakes(gradients, dict.fromkeys(BLOCKS, -2.0))
    value = difference_of(student, parameters, wrong, X, Y)
    assert value > UNNOTICED, f"Gradients with the wrong sign went unnoticed: the difference is {value:.3g}."
    changed = [("parameters", "gradients", "X", "Y")[position] for position in student.changed_arguments]
    assert not changed, f"The call changed {', '.join(changed)}."
