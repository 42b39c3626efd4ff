"""What students check their work with. They receive this file beside the notebook."""

import numpy as np

from course_kit.checking import array_of, assert_matches, claim, picture
from course_kit.drawing import Drawing
from course_kit.style import BLUE, course_style


@claim("mean_squared_error", points=3, hint="Try one example first, then two: what must not change?")
def test_is_the_mean_of_the_squared_differences(student, rng):
    """The result is the mean over all examples of the squared difference, for any number of examples."""
    for m in (1, 2, 7):
        Y_hat, Y = rng.standard_normal((2, 1, m))
        want = sum((a - b) ** 2 for a, b in zip(Y_hat[0], Y[0], strict=True)) / m
        assert_matches(student.mean_squared_error(Y_hat, Y), want, f"mean_squared_error with m = {m}")


@claim("mean_squared_error", points=2, hint="`-=` and `*=` write into the array that the caller still needs.")
def test_leaves_its_arguments_as_they_are(student, rng):
    """Both arguments are the same after the call."""
    Y_hat, Y = rng.standard_normal((2, 1, 5))
    assert_matches(student.mean_squared_error(Y_hat, Y), ((Y_hat - Y) ** 2).mean(), "mean_squared_error")
    assert not student.changed_arguments, "mean_squared_error changed an array that it was given."


@picture("mean_squared_error")
def drawn_parabola(student):
    """The error of one example against its prediction: a parabola that touches 0 at the true value."""
    predictions = [number / 4 for number in range(-4, 13)]
    errors = [
        float(array_of(student.mean_squared_error(np.full((1, 1), one), np.ones((1, 1))), "mean_squared_error", ()))
        for one in predictions
    ]
    with course_style():
        drawing = Drawing(drawn_parabola.__doc__ or "", figsize=(5, 3))
        axes = drawing.subplots()
        axes.plot(predictions, errors, "o-", color=BLUE)
        axes.set(xlabel="prediction (the true value is 1)", ylabel="squared error")
    return drawing
