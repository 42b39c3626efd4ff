"""What students never see. Each check makes the claim of a public one, on other data."""

from course_kit.checking import assert_matches, claim


@claim(
    "mean_squared_error",
    points=4,
    hint="Does the result depend on how many examples there are, or on how large they are?",
)
def test_is_right_on_other_data(student, rng):
    """The result is the mean over all examples of the squared difference, on data not shown before."""
    for _ in range(3):
        m = int(rng.integers(3, 40))
        Y_hat, Y = rng.normal(rng.normal(), 3, size=(2, 1, m))
        assert_matches(student.mean_squared_error(Y_hat, Y), ((Y_hat - Y) ** 2).sum() / m, "mean_squared_error")


@claim("mean_squared_error", points=1, hint="`-=` and `*=` write into the array that the caller still needs.")
def test_leaves_other_arguments_as_they_are(student, rng):
    """Both arguments are the same after the call, on data not shown before."""
    Y_hat, Y = rng.normal(size=(2, 1, int(rng.integers(3, 40))))
    assert_matches(student.mean_squared_error(Y_hat, Y), ((Y_hat - Y) ** 2).mean(), "mean_squared_error")
    assert not student.changed_arguments, "mean_squared_error changed an array that it was given."
