"""What `check(...)` looks at. When your notebook is graded, the same claims are tried on other numbers."""

import functools
import math

import numpy as np

from course_kit import (
    backward_propagation,
    forward_propagation_n,
    gradient_check_example,
    plot_planted_mistakes,
    plot_wrong_factors,
)
from course_kit.checking import assert_matches, claim, number_of, picture, told_apart
from course_kit.slope_error import slope_errors

# --- forward_propagation(x, theta) -----------------------------------------------------------------------------------


@claim("forward_propagation", points=3, hint="The formula stands above the exercise, and it has one operation.")
def test_cost_is_a_product(student):
    """J is theta times x."""
    for x, theta, J in ((3, 5, 15), (2.0, 4.5, 9.0), (0.25, 6.0, 1.5)):
        assert_matches(student.forward_propagation(x, theta), J, f"forward_propagation({x}, {theta})")


@claim("forward_propagation", points=2, hint="J can be negative, and it is 0 as soon as x or theta is 0.")
def test_cost_has_the_right_sign(student):
    """J has the right sign, whatever the signs of x and theta."""
    for x, theta, J in ((3, -5, -15), (-0.5, 7.0, -3.5), (-1.5, -4.0, 6.0), (0.0, 2.5, 0.0), (2.5, 0.0, 0.0)):
        assert_matches(student.forward_propagation(x, theta), J, f"forward_propagation({x}, {theta})")


# --- backward_propagation(x, theta) ----------------------------------------------------------------------------------


@claim("backward_propagation", points=3, hint="By how much does J grow when theta grows by 1 and x stays as it is?")
def test_derivative_is_right(student):
    """The derivative of J with respect to theta is right."""
    for x, theta, slope in ((3, 5, 3), (2.0, 4.5, 2.0), (-0.25, 6.0, -0.25), (0.0, 1.5, 0.0)):
        assert_matches(student.backward_propagation(x, theta), slope, f"backward_propagation({x}, {theta})")


@claim("backward_propagation", points=2, hint="J is a straight line in theta: how steep is it, here and farther out?")
def test_derivative_is_the_same_for_every_theta(student):
    """The derivative is the same for every theta."""
    for theta in (-2.5, 0.0, 1e-9, 4, 1e9):
        assert_matches(student.backward_propagation(1.75, theta), 1.75, f"backward_propagation(1.75, {theta})")


# --- gradient_check(x, theta, epsilon=1e-7, print_msg=False) ---------------------------------------------------------

# Round-off: theta + epsilon, theta - epsilon and the two costs are each off by about 1e-16 of their size. Divided by
# 2 epsilon, that makes a relative error of the slope of at most 1e-8 for the numbers below.
ROUND_OFF = 1e-7

# Differences for gross mistakes lie above 0.1; this is well below, and far above anything round-off can do.
UNNOTICED = 0.01


@claim("gradient_check", points=2, hint="Is gradapprox x for every theta? How far apart are the two points?")
def test_difference_is_tiny_for_a_right_derivative(student):
    """With the right derivative, the relative difference is as small as round-off allows."""
    returned = []
    for arguments in ((2.3, 4.1), (-1.7, 3.2), (0.6, -5.4), (-0.9, -2.8, 1e-6), (3.1, 0.7, 1e-5)):
        call = f"gradient_check({', '.join(f'{one:g}' for one in arguments)})"
        returned.append(number_of(student.gradient_check(*arguments), call))
        told, most = told_apart(returned[-1], ROUND_OFF, digits=3)
        assert 0 <= returned[-1] <= ROUND_OFF, (
            f"{call} is {told}; between 0 and {most} was expected, for J is a straight line."
        )
    assert any(returned), (
        "The difference is exactly 0 every time. A measured slope always carries some round-off: "
        "does gradapprox come from two values of J?"
    )


# For forward passes `slope * theta * x` and backward passes `derivative * x`: the relative difference, the one that
# comes out if you write the derivative of theta x instead of calling backward_propagation, and the one that comes out
# if you write theta x instead of calling forward_propagation. The last two have a check of their own, or do no harm.
DISAGREEMENTS = (
    ((4.0, 1.5), (5 / 11, 3 / 5, 1 / 5)),
    ((0.5, 0.8), (3 / 13, 1 / 3, 1 / 9)),
    ((2.0, -3.0), (1.0, 1 / 3, 1.0)),
)


@claim("gradient_check", points=1, hint="Divide the norm of the difference by the sum of the two norms.")
def test_difference_measures_the_disagreement(student):
    """The relative difference is |grad - gradapprox| / (|grad| + |gradapprox|)."""
    returned = []
    for ((slope, derivative), _), (x, theta) in zip(DISAGREEMENTS, ((1.2, 3.4), (-2.1, 0.8), (0.7, -1.6)), strict=True):
        swapped = student.using(
            forward_propagation=lambda x, theta, slope=slope: slope * theta * x,
            backward_propagation=lambda x, theta, derivative=derivative: derivative * x,
        )
        returned.append(number_of(swapped.gradient_check(x, theta, 1e-4), "The relative difference"))
    expected = [differences for _, differences in DISAGREEMENTS]
    if any(np.allclose(returned, column, rtol=1e-7, atol=0) for column in zip(*expected, strict=True)):
        return
    for ((slope, derivative), (difference, *_)), value in zip(DISAGREEMENTS, returned, strict=True):
        assert_matches(
            value, difference, f"The difference for a measured slope {slope:g} x and a derivative {derivative:g} x"
        )


# J = theta^3 x, whose two-sided difference is (3 theta^2 + epsilon^2) x; the other numbers as in DISAGREEMENTS.
CURVED = (((2.0, 2.0, 0.5), (1 / 97, 45 / 53, 11 / 13)), ((-0.5, -1.0, 0.2), (1 / 151, 51 / 101, 1 / 2)))


@claim("gradient_check", points=1, hint="One point lies epsilon to the right of theta, the other epsilon to the left.")
def test_slope_is_measured_on_both_sides(student):
    """The slope is measured epsilon to the right and epsilon to the left of theta, for a curved J too."""
    curved = student.using(
        forward_propagation=lambda x, theta: theta**3 * x,
        backward_propagation=lambda x, theta: 3 * theta**2 * x,
    )
    value = number_of(curved.gradient_check(2.0, -1.0), "The relative difference")
    # The slope is 3 x there; a function written out has the slope x of theta x, which makes a difference of 1/2.
    told, most = told_apart(value, ROUND_OFF, digits=3)
    assert 0 <= value <= ROUND_OFF or abs(value - 1 / 2) <= ROUND_OFF, (
        f"The difference for J = theta^3 at theta = -1, without a third argument, is {told}; "
        f"at most {most} was expected, for epsilon is then 1e-7."
    )
    returned = [number_of(curved.gradient_check(*arguments), "The relative difference") for arguments, _ in CURVED]
    expected = [differences for _, differences in CURVED]
    if any(np.allclose(returned, column, rtol=1e-7, atol=0) for column in zip(*expected, strict=True)):
        return
    for ((_, theta, epsilon), (difference, *_)), value in zip(CURVED, returned, strict=True):
        assert_matches(value, difference, f"The difference for J = theta^3 at theta = {theta:g}, epsilon = {epsilon:g}")


@claim("gradient_check", points=1, hint="grad has to come from the function that is to be checked.")
def test_wrong_backward_propagation_is_found(student):
    """A wrong backward_propagation is found: gradient_check calls it."""
    returned = [
        number_of(
            student.using(backward_propagation=lambda x, theta, factor=factor: factor * x).gradient_check(2.3, 4.1),
            f"The difference for a derivative {factor:g} times too large",
        )
        for factor in (1.5, 4.0)
    ]
    for factor, value in zip((1.5, 4.0), returned, strict=True):
        assert value > UNNOTICED, (
            f"backward_propagation was replaced by one that returns {factor:g} times too much, and the difference "
            f"is {value:.3g}: it went unnoticed."
        )
    assert returned[1] > returned[0] + UNNOTICED, (
        f"A derivative 4 times too large and one 1.5 times too large give {returned[1]:.3g} and {returned[0]:.3g}; "
        "a larger number was expected for the larger mistake."
    )


@picture("gradient_check")
def differences_for_wrong_derivatives(student):
    """The relative difference your function returned for derivatives wrong by a factor, and the expected curve."""
    factors = [-2, -1, -0.5, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4]
    returned = [
        number_of(
            student.using(backward_propagation=lambda x, theta, factor=factor: factor * x).gradient_check(2.3, 4.1),
            "The relative difference",
        )
        for factor in factors
    ]
    return plot_wrong_factors(factors, returned)


# --- gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7, print_msg=False) ------------------------------------

# Round-off again: J is known to about 1e-16, so each entry of gradapprox to about 1e-9; the slope is at least 0.3, and
# there are 47 entries. Some 2e-9 is usual, and the largest of a thousand was 7e-9.
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


@functools.cache
def example(seed, m):
    """Return parameters, the right gradients (from the kit's own network), X and Y."""
    X, Y, parameters = gradient_check_example(seed, m)
    return parameters, backward_propagation(X, Y, forward_propagation_n(X, Y, parameters)[1]), X, Y


@functools.cache
def errors_of_example(seed, m):
    """Return what right gradients leave at an example, over epsilon^2, by the right formula and by others."""
    parameters, _, X, Y = example(seed, m)
    return slope_errors(X, Y, parameters)


def known(value, expected):
    """Tell whether a difference for a large epsilon is the expected one."""
    return abs(value - expected) <= EXACTLY * expected + ROUND_OFF_OF_ERROR


def difference_of(student, parameters, gradients, X, Y, *epsilon):
    """Return what the student's function says."""
    returned = student.gradient_check_n(parameters, gradients, X, Y, *epsilon)
    return number_of(returned, "gradient_check_n(parameters, gradients, X, Y)")


def with_mistake(gradients, blocks, factor):
    """Return the gradients with some blocks multiplied by `factor`, and the relative difference that this makes."""
    wrong = {name: factor * value if name[1:] in blocks else value for name, value in gradients.items()}
    squares = {name: float(np.sum(gradients[f"d{name}"] ** 2)) for name in BLOCKS}
    share = sum(squares[block] for block in blocks) / sum(squares.values())
    return wrong, abs(factor - 1) * math.sqrt(share) / (1 + math.sqrt(1 + (factor**2 - 1) * share))


@claim("gradient_check_n", points=2, hint="Shift one parameter at a time, starting from a fresh copy of theta.")
def test_right_gradients_pass(student):
    """With the right gradients, the relative difference is as small as round-off allows."""
    parameters, gradients, X, Y = example(seed=1, m=4)
    value = difference_of(student, parameters, gradients, X, Y)
    told, most = told_apart(value, ROUND_OFF_N, digits=3)
    assert 0 < value <= ROUND_OFF_N, (
        f"gradient_check_n says {told} for right gradients; more than 0 (there is always some round-off) "
        f"and at most {most} was expected."
    )


@claim("gradient_check_n", points=3, hint="Divide the norm of the difference by the sum of the two norms.")
def test_wrong_gradients_give_the_right_number(student):
    """The relative difference is ||grad - gradapprox|| / (||grad|| + ||gradapprox||)."""
    parameters, gradients, X, Y = example(seed=2, m=5)
    for factor, expected in ((3.0, 1 / 2), (-3.0, 1.0)):
        wrong, _ = with_mistake(gradients, BLOCKS, factor)
        value = difference_of(student, parameters, wrong, X, Y, 1e-5)
        name = f"The difference for gradients {factor:g} times the right ones"
        assert_matches(value, expected, name, tolerance=MEASURED)


@claim("gradient_check_n", points=2, hint="All 47 parameters take part, each where dictionary_to_vector puts it.")
def test_mistake_in_any_block_is_found(student):
    """A mistake in any single block of parameters is found, and has its due weight."""
    parameters, gradients, X, Y = example(seed=3, m=4)
    for block in reversed(BLOCKS):
        wrong, expected = with_mistake(gradients, [block], 3.0)
        value = difference_of(student, parameters, wrong, X, Y, 1e-5)
        assert_matches(value, expected, f"The difference for a d{block} 3 times too large", tolerance=MEASURED)


@claim("gradient_check_n", points=2, hint="One point lies epsilon to the right of theta, one epsilon to the left.")
def test_error_grows_with_the_square_of_epsilon(student):
    """The slope is measured on both sides: with twice the epsilon, its error is four times as large."""
    parameters, gradients, X, Y = example(seed=4, m=5)
    small, large = (difference_of(student, parameters, gradients, X, Y, epsilon) for epsilon in (1e-3, 2e-3))
    told, most = told_apart(small, LARGEST_ERROR, digits=3)
    assert 0 < small <= LARGEST_ERROR, (
        f"The difference for right gradients and epsilon = 0.001 is {told}; at most {most} was expected."
    )
    assert FOURFOLD[0] <= large / small <= FOURFOLD[1], (
        f"Doubling epsilon from 0.001 to 0.002 made the difference {large / small:.3g} times as large; "
        "about 4 times was expected."
    )
    errors = errors_of_example(4, 5)
    expected = 1e-6 * errors[0], 4e-6 * errors[0]
    assert any(known(small, 1e-6 * error) and known(large, 4e-6 * error) for error in errors), (
        f"The differences for right gradients and epsilon = 0.001 and 0.002 are {small:.3g} and {large:.3g}; "
        f"{expected[0]:.3g} and {expected[1]:.3g} were expected: the points lie epsilon to each side of theta."
    )


@claim("gradient_check_n", points=1, hint="Shift a copy, and leave what you were given alone.")
def test_arguments_stay_as_they_are(student):
    """A call that finds a mistake leaves parameters, gradients, X and Y as they were, to the last digit."""
    parameters, gradients, X, Y = example(seed=5, m=4)
    wrong, _ = with_mistake(gradients, BLOCKS, -2.0)
    value = difference_of(student, parameters, wrong, X, Y)
    assert value > UNNOTICED, f"Gradients with the wrong sign went unnoticed: the difference is {value:.3g}."
    changed = [("parameters", "gradients", "X", "Y")[position] for position in student.changed_arguments]
    assert not changed, f"The call changed {', '.join(changed)}."


@picture("gradient_check_n")
def differences_for_planted_mistakes(student):
    """The relative difference your function returned for a mistake in each block, and the one to be expected."""
    parameters, gradients, X, Y = example(seed=3, m=4)
    differences = {}
    for block in BLOCKS:
        wrong, expected = with_mistake(gradients, [block], 1.5)
        differences[block] = (difference_of(student, parameters, wrong, X, Y), expected)
    return plot_planted_mistakes(differences)
