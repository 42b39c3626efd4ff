"""Building tries the checks on the solution: what cannot be graded with is not built, and says so in one line."""

import pytest
from helpers_build import ID, edit, snapshot

from autograder.building.build import build

PUBLIC = f"source/{ID}/public_checks.py"
HIDDEN = f"autograder/assignments/{ID}/hidden_checks.py"
CLAIM = '@claim("mean_squared_error", points=1,'
DRAWN = "Y_hat, Y = rng.normal(size=(2, 1, int(rng.integers(3, 40))))"
IN_HIDDEN = "leaves_other_arguments_as_they_are"

CASES = {
    "an import that is not there": ("hidden", "import assert_matches", "import nothing, assert_matches", HIDDEN),
    "a name that is not there": (
        "hidden",
        DRAWN,
        "Y_hat, Y = nothing",
        (f"{HIDDEN}: {IN_HIDDEN} cannot be run on the reference: NameError: name 'nothing' is not defined "
        "(hidden_checks.py, line 22). Mend the check."),
    ),
    "a claim that the solution fails": (
        "hidden",
        "((Y_hat - Y) ** 2).mean()",
        "0.0",
        f"{HIDDEN}: {IN_HIDDEN} fails on the reference: ",
    ),
    "a check without a claim": ("hidden", CLAIM, '(lambda **_: lambda f: f)("mse", points=1,', HIDDEN),
    "an exercise that is not there": (
        "hidden",
        CLAIM,
        '@claim("mean_square_error", points=1,',
        f"{HIDDEN}: {IN_HIDDEN} is a check of mean_square_error, which the manifest does not list; it lists ",
    ),
    "other points": (
        "hidden",
        CLAIM,
        '@claim("mean_squared_error", points=2,',
        f"autograder/assignments/{ID}: the checks of mean_squared_error are worth 11 points together",
    ),
    "a name that a public check has": (
        "hidden",
        f"test_{IN_HIDDEN}",
        "test_leaves_its_arguments_as_they_are",
        f"autograder/assignments/{ID}: two checks are called leaves_its_arguments_as_they_are; rename one.",
    ),
    "a public check that does not parse": ("public", "import numpy as np", "import numpy as", PUBLIC),
    "a public check without a docstring": (
        "public",
        '    """Both arguments are the same after the call."""\n',
        "",
        PUBLIC,
    ),
    "a public check that the solution fails": (
        "public",
        "((Y_hat - Y) ** 2).mean()",
        "0.0",
        f"{PUBLIC}: leaves_its_arguments_as_they_are fails on the reference: ",
    ),
    "a hidden check that does not parse": (
        "hidden",
        DRAWN,
        "Y_hat, Y = (",
        f"{HIDDEN}: line 22: SyntaxError: '(' was never closed",
    ),
    "a check without a hint": (
        "public",
        'hint="Try one example first, then two: what must not change?"',
        'hint=" "',
        f"{PUBLIC}: line 10: ValueError: test_is_the_mean_of_the_squared_differences: give the check a hint; it names",
    ),
    "an assert without words": (
        "hidden",
        ', "mean_squared_error changed an array that it was given."',
        "",
        f"{HIDDEN}: line 24: an assert without a message tells the student nothing; say what came back and what was",
    ),
    "two checks of one name": (
        "hidden",
        f"test_{IN_HIDDEN}",
        "test_is_right_on_other_data",
        f"{HIDDEN}: line 20: test_is_right_on_other_data is defined a second time, after line 11; rename one.",
    ),
    "a check that draws without rng": (
        "hidden",
        DRAWN,
        "import numpy\n    Y_hat, Y = numpy.random.normal(size=(2, 1, 5))",
        f"{HIDDEN}: {IN_HIDDEN} draws without `rng`: run twice with the same seed, it asks different things; draw",
    ),
    "a check that draws without rng after a call": (
        "hidden",
        DRAWN,
        f"{DRAWN}\n    student.mean_squared_error(Y_hat, Y)\n    import numpy\n    Y = numpy.random.rand(*Y.shape)",
        f"{HIDDEN}: {IN_HIDDEN} draws without `rng`: ",
    ),
    "data drawn while the file is imported": (
        "hidden",
        '@claim(\n    "mean_squared_error",\n    points=4',
        'import numpy\nDATA = numpy.random.normal(size=(2, 1, 4))\n@claim(\n    "mean_squared_error",\n    points=4',
        "",
    ),
    "a claim that only luck makes hold": (
        "hidden",
        f"    {DRAWN}\n",
        f"    {DRAWN}\n    import numpy\n    assert numpy.random.random() < 0.42, 'Bad luck.'\n",
        (f"{HIDDEN}: {IN_HIDDEN} fails on the reference: Bad luck. Mend the check or the solution. "
        "The same seed went well the first time: draw with `rng`"),
    ),
    "a picture of no exercise": (
        "public",
        '@picture("mean_squared_error")',
        '@picture("mean_square_error")',
        f"{PUBLIC}: drawn_parabola is the picture of mean_square_error, which the manifest does not list; it lists ",
    ),
    "a picture that raises": (
        "public",
        "        axes = drawing.subplots()",
        "        axes = drawing.nothing()",
        (f"{PUBLIC}: drawn_parabola is the picture of mean_squared_error and cannot be drawn from the reference: "
        "AttributeError: "),
    ),
    "a picture that is none": (
        "public",
        "    return drawing",
        "    return None",
        (f"{PUBLIC}: drawn_parabola is the picture of mean_squared_error and cannot be drawn from the reference: "
        "it returns NoneType where a matplotlib Figure belongs. Mend the picture."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_checks_that_cannot_grade_are_named_and_nothing_is_written(course, assignment, case):
    file, old, new, line = CASES[case]
    edit(getattr(assignment, f"{file}_checks"), old, new)
    if case == "data drawn while the file is imported":
        edit(assignment.hidden_checks, DRAWN, "Y_hat, Y = DATA")
        line = f"{HIDDEN}: {IN_HIDDEN} draws without `rng`: "
    before = snapshot(course.root)
    (problem,) = build(course, [ID], check=False)
    assert problem.startswith(line), problem
    assert "\n" not in problem
    assert snapshot(course.root) == before
    assert build(course, [ID], check=True) == [problem]


def test_a_solution_that_cannot_be_read_is_named_in_the_source(course, assignment):
    edit(assignment.source, "### BEGIN SOLUTION\\n", '### BEGIN SOLUTION\\n",\n    "    return (\\n')
    (problem,) = build(course, [ID], check=False)
    assert problem.startswith(f"source/{ID}/{ID}.ipynb: cell 2, does not parse")
