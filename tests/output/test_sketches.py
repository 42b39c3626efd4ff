"""Pictures on feedback pages: what was returned for public checks, and nothing that a notebook could do harm with."""

import re
from pathlib import Path

import msgspec
import numpy as np
import pytest
from helpers_output import graded

from autograder.answers import right_answers, wrong_answers
from autograder.checking.checks import FIXTURES
from autograder.collecting.collect import Submission
from autograder.course import Course
from autograder.grading import Grader
from autograder.pages.feedback import render_feedback
from autograder.pages.page_pictures import plan_pictures
from autograder.pages.sketches import SKETCHES, NoSketch, Panel, Shape, Sketch, Word
from autograder.reference import read_reference
from autograder.results import ExerciseResult
from course_kit.collecting import collect_checks

COURSE = Course(Path(__file__).resolve().parents[2])

COST = "compute_cost_with_regularization"
MASKS = "forward_propagation_with_dropout"


@pytest.fixture(scope="module")
def grade(tmp_path_factory):
    """Grade code for regularization and return its exercises by name."""
    path = tmp_path_factory.mktemp("handed_in") / "mine.py"
    with Grader(COURSE.assignment("regularization")) as grader:

        def graded_exercises(code):
            path.write_text(f"import numpy as np\nfrom course_kit import *\n\n{code}", encoding="utf-8")
            return {one.name: one for one in grader.grade(Submission("s", path)).exercises}

        yield graded_exercises


def wrong(exercise, name):
    answers = wrong_answers(COURSE.assignment("regularization"))
    return next(one.code for one in answers if (one.exercise, one.id) == (exercise, name))


def page_of(exercise):
    result = graded("ann")
    return render_feedback(
        type(result)(**{name: getattr(result, name) for name in result.__slots__} | {"exercises": (exercise,)}), "T"
    )


def test_a_wrong_function_is_drawn(grade):
    found = grade(wrong(COST, "factor_2_missing"))[COST]
    (panel,) = found.sketch.panels
    assert "was expected" in panel.shows
    html = page_of(found)
    assert html.count("<figure") == 1
    assert panel.shows in html
    assert "<script" not in html


def test_the_picture_shows_what_was_returned(grade):
    mask, bars = grade(wrong(MASKS, "greater_than_keep_prob"))[MASKS].sketch.panels
    kept = float(re.search(r"over all (\d\.\d+)", mask.shows)[1])
    assert kept == pytest.approx(0.2, abs=0.02)
    assert "keep_prob 0.8" in bars.title


def test_a_right_function_and_an_untouched_one_have_no_picture(grade):
    right = next(one.code for one in right_answers(COURSE.assignment("regularization")) if one.exercise == COST)
    found = grade(f"{right}\n\ndef {MASKS}(X, parameters, keep_prob=0.5):\n    raise NotImplementedError()\n")
    assert found[COST].score == found[COST].max_score
    assert all(one.sketch is None for one in found.values())


REMEMBERS = f"""
SEEN = []
def {COST}(A3, Y, parameters, lambd):
    SEEN.append(lambd)
    return float(len(SEEN))
"""


def test_pictures_are_drawn_before_any_hidden_input_is_seen(grade):
    sketch = grade(REMEMBERS)[COST].sketch
    first = float(re.search(r"lambd 0: ([\d.]+),", sketch.panels[0].shows)[1])
    assignment = COURSE.assignment("regularization")
    with Grader(assignment) as grader:
        calls = [one for one in grader._checks if one.check.claim.exercise == COST]
    public = len({call.frame for one in calls for call in one.calls if one.visibility == "public"})
    hidden = len({call.frame for one in calls for call in one.calls if one.visibility == "hidden"})
    assert first == public + 1 < public + hidden


@pytest.mark.parametrize(
    "body",
    [
        "return float('nan')",
        "return np.inf",
        "return 1e300",
        "return 'text'",
        "return np.ones((3000, 3000))",
        "return {'<script>': 1}",
        "raise ValueError('<script>alert(1)</script>')",
    ],
)
def test_what_cannot_be_drawn_leaves_the_page_without_a_picture(grade, body):
    found = grade(f"def {COST}(A3, Y, parameters, lambd):\n    {body}\n")[COST]
    assert found.sketch is None
    assert found.score < found.max_score
    assert "<script" not in page_of(found)


@pytest.mark.parametrize("name", ["plot_weights", "plot_dropout", "plot_parameters"])
def test_a_page_is_the_same_after_the_result_was_stored(name):
    exercise = ExerciseResult("double", 0, 6, (), sketch=SKETCHES[name](*EXAMPLES[name]))
    stored = msgspec.json.decode(msgspec.json.encode(exercise), type=ExerciseResult)
    assert page_of(stored) == page_of(exercise)


def test_nothing_in_a_sketch_can_become_markup():
    evil = '"><script>alert(1)</script>'
    panel = Panel(10, 10, evil, evil, (Shape(evil, evil),), (Word(1, 1, evil, evil),))
    html = page_of(ExerciseResult("double", 0, 6, (), sketch=Sketch((panel,), evil, ((evil, evil),))))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 8


HANGS_ON_THE_PICTURE = f"""
def {MASKS}(X, parameters, keep_prob=0.5):
    while X[0, 0] == FIRST:
        pass
    Z1 = parameters["W1"] @ X + parameters["b1"]
    D1 = np.random.rand(*Z1.shape) < keep_prob
    A1 = relu(Z1) * D1
    Z2 = parameters["W2"] @ A1 + parameters["b2"]
    D2 = np.random.rand(*Z2.shape) < keep_prob
    A2 = relu(Z2) * D2
    Z3 = parameters["W3"] @ A2 + parameters["b3"]
    A3 = sigmoid(Z3)
    W1, b1, W2, b2, W3, b3 = (parameters[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3"))
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
"""


def test_a_picture_costs_no_points(grade):
    assignment = COURSE.assignment("regularization")
    picture = plan_pictures(assignment, read_reference(assignment))[MASKS]
    hangs = HANGS_ON_THE_PICTURE.replace("FIRST", repr(float(picture.calls[0].arguments[0][0, 0])))
    hung, plain = (grade(code)[MASKS] for code in (hangs, wrong(MASKS, "not_scaled")))
    assert hung.sketch is None
    assert [one.verdict for one in hung.checks] == [one.verdict for one in plain.checks]


@pytest.mark.parametrize("name", COURSE.ids())
def test_every_picture_of_a_plot_with_a_sketch_is_planned(name):
    assignment = COURSE.assignment(name)
    pictures = collect_checks(assignment.public_checks, FIXTURES).pictures
    sketched = {
        exercise for exercise, draw in pictures.items() if set(draw.__code__.co_names) & {*SKETCHES, "_histograms"}
    }
    assert plan_pictures(assignment, read_reference(assignment)).keys() == sketched


EXAMPLES = {
    "plot_cost_parts": ([0.0, 1.0], 0.6, [0.0, 0.2], [0.6, 0.9]),
    "plot_dropout": (np.ones((4, 9)), np.eye(4, 9), np.eye(4, 9) * 2, 0.5),
    "plot_gradient_errors": ({"dW1": np.ones((2, 3))}, {"dW1": np.ones((2, 3)) * 1.5}),
    "plot_parameters": ({"W1": np.ones((2, 3))},),
    "plot_weights": ([np.random.default_rng(1).standard_normal((30, 20))], [1.0]),
}


@pytest.mark.parametrize("name", SKETCHES)
def test_every_sketch_is_small_and_inside_its_panels(name):
    sketch = SKETCHES[name](*EXAMPLES[name])
    assert sum(len(shape.path) for panel in sketch.panels for shape in panel.shapes) < 10_000
    for panel in sketch.panels:
        for shape in panel.shapes:
            points = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", shape.path)
            assert points
            assert all(-1 <= float(x) <= panel.width + 1 and -3 <= float(y) <= panel.height + 3 for x, y in points)


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e12])
def test_numbers_that_show_nothing_are_refused(value):
    with pytest.raises(NoSketch):
        SKETCHES["plot_parameters"]({"W1": np.full((2, 2), value)})


def test_large_arrays_are_refused_before_they_are_drawn():
    with pytest.raises(NoSketch):
        SKETCHES["plot_parameters"]({"W1": np.zeros((300, 300))})


def test_a_histogram_tells_the_mean():
    (panel,) = SKETCHES["plot_weights"]([np.array([4.0, 5.0, 6.0])], [1.0]).panels
    assert "mean 5" in [word.text for word in panel.words]
    assert "mean 5 and standard deviation 0.816" in panel.shows


def test_a_grid_of_entries_tells_what_is_missing_and_what_was_expected():
    shapes = {"W1": (2, 3), "W2": (1, 2)}
    panels = SKETCHES["plot_parameters"]({"W0": np.ones((2, 3)), "W1": np.ones((1, 2))}, "", shapes).panels
    assert [panel.title for panel in panels] == [
        "W0 (2, 3); no such layer",
        "W1 (1, 2); expected (2, 3)",
        "W2: missing",
    ]


def test_a_picture_of_entries_says_which_call_they_come_from():
    assert "f([3, 2, 1])" in SKETCHES["plot_parameters"]({"W1": np.ones((2, 3))}, "f([3, 2, 1])").caption
