"""Weight initialization: the reference is right, the checks are fair and strict, the figures are measured."""

import ast
import io
import re
import tomllib
import warnings
from contextlib import redirect_stdout
from pathlib import Path

import nbformat
import numpy as np
import pytest

import course_kit
from course_kit.checking import CallFailed, assert_normal
from course_kit.collecting import collect_checks
from course_kit.initial import assert_no_order, assert_own_draws
from course_kit.local_student import LocalStudent

ROOT = Path(__file__).resolve().parents[2]
ID = "initialization"
SECRET = ROOT / "autograder" / "assignments" / ID
SOURCE = ROOT / "source" / ID / f"{ID}.ipynb"
SOLVED = ROOT / "solutions" / ID / f"{ID}.ipynb"
ZEROS, RANDOM, HE = NAMES = [f"initialize_parameters_{method}" for method in ("zeros", "random", "he")]

# Six standard errors reject a right reference about twice in 10^9 runs.
STANDARD_ERRORS = 6


def answers(kind):
    return [
        pytest.param(path, id=f"{path.parent.name.removeprefix('initialize_parameters_')}-{path.stem}")
        for path in sorted((SECRET / kind).glob("*/*.py"))
    ]


def defined_in(code):
    """Return what a cell defines when every name of the kit is there already."""
    namespace = {name: getattr(course_kit, name) for name in course_kit.__all__} | {"np": np}
    exec(compile(code, "answer", "exec"), namespace)
    return namespace


@pytest.fixture(scope="module")
def reference():
    cells = nbformat.read(SOURCE, as_version=4).cells
    solved = "\n".join(cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("solution"))
    return {name: defined_in(solved)[name] for name in NAMES}


@pytest.fixture(scope="module")
def checks():
    public = collect_checks(SOURCE.with_name("public_checks.py"))
    hidden = collect_checks(SECRET / "hidden_checks.py", fixtures=("student", "rng", "reference"))
    return public, hidden


def failed(checks, functions, name, seed):
    """Return the names of one exercise's checks that fail, the public ones first."""
    student = LocalStudent(functions, seed)
    given = [(file, one) for file in checks for one in file.checks if one.claim.exercise == name]
    with redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("error")
        # The public inputs are the same for everybody.
        outcomes = {one.name: one.run(student, 1 if file is checks[0] else seed) for file, one in given}
    return [check for check, outcome in outcomes.items() if outcome.verdict != "passed"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("layers_dims", [[3, 2], [2, 10, 5, 1], [1, 7, 4, 6, 2, 3]], ids=len)
def test_reference_has_the_shapes_of_the_given_network(reference, name, layers_dims):
    parameters = reference[name](layers_dims)
    X = np.ones((layers_dims[0], 4))
    AL, cache = course_kit.forward_propagation(X, parameters)
    assert AL.shape == (layers_dims[-1], 4)
    gradients = course_kit.backward_propagation(X, np.zeros_like(AL), cache)
    assert {key: gradients[f"d{key}"].shape for key in parameters} == {
        key: value.shape for key, value in parameters.items()
    }


@pytest.mark.parametrize(("name", "variance"), [(RANDOM, lambda _: 100.0), (HE, lambda fan_in: 2 / fan_in)])
def test_drawn_weights_have_the_analytic_mean_and_variance(reference, name, variance):
    np.random.seed(5)
    layers_dims = [4, 5000, 8, 2000]
    parameters = reference[name](layers_dims)
    for layer, fan_in in enumerate(layers_dims[:-1], start=1):
        W = parameters[f"W{layer}"]
        sigma2 = variance(fan_in)
        assert abs(W.mean()) <= STANDARD_ERRORS * np.sqrt(sigma2 / W.size)
        assert abs(W.var() / sigma2 - 1) <= STANDARD_ERRORS * np.sqrt(2 / W.size)
        assert abs(np.mean(W**4) / sigma2**2 - 3) <= STANDARD_ERRORS * np.sqrt(96 / W.size)


def test_he_keeps_the_mean_square_of_activations_through_many_layers(reference):
    np.random.seed(7)
    parameters = reference[HE]([300] * 11)
    A = np.random.randn(300, 200)
    sizes = []
    for layer in range(1, 11):
        A = course_kit.relu(parameters[f"W{layer}"] @ A)
        sizes.append(np.mean(A**2))
    # One layer's factor has a standard deviation of about sqrt(5 / 300); ten of them multiply.
    assert 0.25 < sizes[-1] < 4


def test_relu_halves_the_mean_square_of_a_symmetric_distribution():
    z = np.random.default_rng(0).laplace(size=400_000)
    assert np.mean(course_kit.relu(z) ** 2) / np.mean(z**2) == pytest.approx(0.5, abs=0.01)


def test_nothing_moves_from_zeros_when_classes_are_balanced(reference):
    X, Y, _, _ = course_kit.load_circles()
    start = reference[ZEROS]([2, 10, 5, 1])
    training = course_kit.train(X, Y, start, learning_rate=0.01, iterations=300)
    assert training.costs == pytest.approx(np.log(2))
    assert all(np.array_equal(training.parameters[name], start[name]) for name in start)


ORDERED = {
    "all sorted": np.sort,
    "sorted by units": lambda W: np.sort(W.reshape(-1, 15, 15), axis=1).reshape(len(W), -1),
    "sorted by inputs": lambda W: np.sort(W.reshape(-1, 15, 15), axis=2).reshape(len(W), -1),
}


@pytest.mark.parametrize("order", ORDERED.values(), ids=ORDERED)
def test_sorted_weights_are_refused_and_their_mean_and_scale_do_not_matter(order):
    # As many as in the smallest of the hidden checks' equal layers.
    for seed in range(20):
        W = 3 + 10 * np.random.default_rng(seed).standard_normal((3, 225))
        assert_no_order(dict(enumerate(W)), "What is drawn")
        with pytest.raises(AssertionError, match="are they sorted"):
            assert_no_order(dict(enumerate(order(W))), "What is drawn")


def test_weights_of_the_other_sign_are_no_draws_of_their_own():
    W1, W2 = np.random.default_rng(1).standard_normal((2, 400))
    assert_own_draws({"W1": W1, "W2": W2}, "What is drawn")
    with pytest.raises(AssertionError, match="W1 and W2 of What is drawn hold the same numbers"):
        assert_own_draws({"W1": W1, "W2": -W1}, "What is drawn")
    with pytest.raises(AssertionError, match="Many entries of W1"):
        assert_own_draws({"W1": np.concatenate([W1[:200], -W1[:200]]), "W2": W2}, "What is drawn")


def test_points_of_the_checks_add_up_to_the_manifest(checks):
    manifest = tomllib.loads((SECRET / "assignment.toml").read_text())
    points = dict.fromkeys(NAMES, 0)
    for file in checks:
        for one in file.checks:
            points[one.claim.exercise] += one.claim.points
    assert points == {exercise["name"]: exercise["points"] for exercise in manifest["exercises"]}


def test_all_checks_together_make_few_calls(checks, reference):
    calls = []
    for name in NAMES:
        counted = {name: lambda dims, name=name: calls.append(name) or reference[name](dims)}
        assert failed(checks, counted, name, 1) == []
    assert len(calls) < 60


@pytest.mark.parametrize("path", answers("right_answers"))
def test_right_answer_passes_every_check(checks, path):
    name = path.parent.name
    functions = {name: defined_in(path.read_text())[name]}
    assert [failed(checks, functions, name, seed) for seed in (1, 2)] == [[], []]


@pytest.mark.parametrize("path", answers("wrong_answers"))
def test_wrong_answer_fails_the_checks_it_names(checks, path):
    name, code = path.parent.name, path.read_text()
    named = tomllib.loads(ast.get_docstring(ast.parse(code), clean=False))
    functions = {name: defined_in(code)[name]}
    public = {one.name for one in checks[0].checks}
    assert public & set(named["fails"]), "no public check fails: students would be surprised"
    assert named["hint"]
    assert set(named["fails"]) <= set(failed(checks, functions, name, 1))


@pytest.mark.parametrize("path", answers("wrong_answers"))
def test_hidden_messages_keep_the_layer_sizes_to_themselves(checks, path):
    name = path.parent.name
    student = LocalStudent({name: defined_in(path.read_text())[name]})
    with redirect_stdout(io.StringIO()):
        outcomes = [one.run(student, 1) for one in checks[1].checks if one.claim.exercise == name]
    for outcome in outcomes:
        assert outcome.verdict != "failed" or not re.search(r"\[|shape \(", outcome.message), outcome.message


def test_every_check_is_needed_by_some_wrong_answer(checks):
    needed = set()
    for param in answers("wrong_answers"):
        code = param.values[0].read_text()
        needed |= set(tomllib.loads(ast.get_docstring(ast.parse(code), clean=False))["fails"])
    assert {one.name for file in checks for one in file.checks} <= needed


ODD = {
    "nothing": None,
    "number": 3,
    "text": "W1",
    "list": [[1, 2], [3]],
    "empty": {},
    "other keys": {1: 2, None: 3, (1,): 4},
    "texts": {f"{letter}{layer}": "1" for letter in "Wb" for layer in range(1, 7)},
    "huge": {f"{letter}{layer}": np.full((20, 20), 1e308) for letter in "Wb" for layer in range(1, 7)},
    "complex": {f"{letter}{layer}": np.ones((20, 20), complex) for letter in "Wb" for layer in range(1, 7)},
    "NaN": {f"{letter}{layer}": np.full((20, 20), np.nan) for letter in "Wb" for layer in range(1, 7)},
    "objects": {f"{letter}{layer}": np.full((20, 20), None) for letter in "Wb" for layer in range(1, 7)},
    "no entries": {f"{letter}{layer}": np.zeros((0, 3)) for letter in "Wb" for layer in range(1, 7)},
}


@pytest.mark.parametrize("returned", ODD.values(), ids=ODD)
@pytest.mark.parametrize("name", NAMES)
def test_odd_results_fail_with_a_sentence_and_nothing_else(checks, name, returned):
    # `failed` turns warnings into errors, and lets out what is neither a failed claim nor a failed call.
    assert failed(checks, {name: lambda _: returned}, name, 1)
    picture = checks[0].pictures[name]
    with pytest.raises((AssertionError, CallFailed)):
        picture(LocalStudent({name: lambda _: returned}))


@pytest.mark.parametrize("name", NAMES)
def test_picture_of_a_right_answer_is_drawn(checks, reference, name):
    assert checks[0].pictures[name](LocalStudent({name: reference[name]})).png().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (lambda z: z + 10, r"mean (9\.9\d?|10|10\.\d) and standard deviation (0\.9\d*|1(\.0\d*)?);"),
        (lambda z: 10 * np.abs(z), r"mean (7\.\d+|8(\.\d+)?) and standard deviation (5\.\d+|6(\.\d+)?);"),
        (lambda z: 10 * np.sign(z), "does not look like normal draws"),
    ],
    ids=["shifted", "absolute values", "signs"],
)
def test_refused_draws_are_told_their_mean_and_deviation_if_these_are_off(draw, told):
    normal = np.random.default_rng(1).standard_normal(2000)
    with pytest.raises(AssertionError, match=told):
        assert_normal(draw(normal), 10, "W1")


def test_picture_of_zeros_shows_what_is_wrong_with_names_and_shapes(checks):
    def numbered_from_zero(layers_dims):
        shapes = dict(zip(("W0", "W1"), zip(layers_dims[1:], layers_dims, strict=False), strict=True))
        return {name: np.zeros(shape) for name, shape in shapes.items()}

    alt = checks[0].pictures[ZEROS](LocalStudent({ZEROS: numbered_from_zero})).alt
    for told in ("W0, shape (2, 3)", "W0: no such layer", "W1: expected (2, 3)", "W2: missing"):
        assert told in alt


class Drawn:
    """A generator of its own, as a student might use one: no two calls draw the same."""

    def __init__(self):
        self.rng = np.random.default_rng(1)

    def __call__(self, layers_dims):
        sizes = list(zip(layers_dims[1:], layers_dims, strict=False))
        weights = {f"W{layer}": self.rng.standard_normal(size) for layer, size in enumerate(sizes, start=1)}
        return weights | {f"b{layer}": np.zeros((rows, 1)) for layer, (rows, _) in enumerate(sizes, start=1)}


def test_the_lesson_compares_with_the_start_that_was_trained():
    cells = {cell.id: cell.source for cell in nbformat.read(SOURCE, as_version=4).cells}
    namespace = defined_in(f"{cells['load-data']}\n{cells['learn'].replace('15_000', '1')}")
    namespace["initialize_parameters_random"] = Drawn()
    for name in ("random-train", "random-scale", "random-moved"):
        exec(compile(cells[name], name, "exec"), namespace)
    assert max(namespace["moved"](namespace["large_start"], namespace["large"].parameters).values()) < 0.5


@pytest.mark.skipif(not SOLVED.is_file(), reason="the solved notebook is not built")
def test_solved_notebook_measures_the_known_accuracies():
    cells = {cell.id: cell for cell in nbformat.read(SOLVED, as_version=4).cells}
    (output,) = [one for one in cells["comparison-table"].outputs if one.output_type == "execute_result"]
    rows = [line.split() for line in output.data["text/plain"].splitlines()[1:]]
    assert [" ".join(row[:-2]) for row in rows] == ["zeros", "large random", "He"]
    assert [row[-2:] for row in rows] == [["50.00%", "50.00%"], ["83.00%", "86.00%"], ["99.33%", "96.00%"]]


@pytest.mark.skipif(not SOLVED.is_file(), reason="the solved notebook is not built")
def test_pictures_in_the_solved_notebook_say_what_they_show():
    outputs = [one for cell in nbformat.read(SOLVED, as_version=4).cells for one in cell.get("outputs", [])]
    pictures = [one for one in outputs if "image/png" in one.get("data", {})]
    assert len(pictures) >= 6
    assert all(one.metadata["image/png"]["alt"] and 'alt="' in one.data["text/html"] for one in pictures)
    assert not [one for one in outputs if one.get("name") == "stderr"]
