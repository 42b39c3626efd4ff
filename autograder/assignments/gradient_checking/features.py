"""What tells one way of checking a gradient from another: the answers for curved costs, where every point counts."""

from course_kit import backward_propagation, forward_propagation_n, gradient_check_example
from course_kit.checking import number_of
from course_kit.slope_error import slope_errors

CASES = 4


def gradient_check(student, rng):
    """Return the relative differences for wrong derivatives of curved costs, with steps large enough to see."""
    returned = {}
    for case in range(CASES):
        x, theta, epsilon = (float(number) for number in rng.uniform((1, 1, 0.2), (3, 3, 0.5)))
        curved = student.using(
            forward_propagation=lambda x, theta: (theta**3 + 2 * theta) * x,
            # Of either sign: a slope of the other sign is as far from it as one that is 0.
            backward_propagation=lambda x, theta, sign=(-1) ** case: sign * 2 * (3 * theta**2 + 2) * x + 1,
        )
        returned[f"curved cost {case}"] = curved.gradient_check(x, theta, epsilon)
    return returned


def gradient_check_n(student, rng):
    """Return the relative difference for right gradients and a large step, over the one to be expected."""
    X, Y, parameters = gradient_check_example(rng)
    gradients, epsilon = backward_propagation(X, Y, forward_propagation_n(X, Y, parameters)[1]), 2e-3
    difference = number_of(student.gradient_check_n(parameters, gradients, X, Y, epsilon), "The relative difference")
    return {"error over what it should be": difference / (slope_errors(X, Y, parameters)[0] * epsilon**2)}
