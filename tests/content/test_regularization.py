"""Regularization: references agree with automatic differentiation, checks are fair and strict, figures are measured."""

import ast
import importlib.util
import io
import pickle
import re
import tomllib
import warnings
from contextlib import redirect_stdout
from pathlib import Path

import autograd
import autograd.numpy as anp
import nbformat
import numpy as np
import pytest

import course_kit
from course_kit.checking import CallFailed
from course_kit.collecting import collect_checks
from course_kit.data import brook, load_saplings
from course_kit.examples import draw_example
from course_kit.local_student import LocalStudent
from course_kit.thinned import Masks, draw_masks, thinned_cache, thinned_gradients

ROOT = Path(__file__).resolve().parents[2]
ID = "regularization"
SECRET = ROOT / "autograder" / "assignments" / ID
SOURCE = ROOT / "source" / ID / f"{ID}.ipynb"
SOLVED = ROOT / "solutions" / ID / f"{ID}.ipynb"
COST, GRADIENTS, FORWARD, BACKWARD = NAMES = [
    "compute_cost_with_regularization",
    "backward_propagation_with_regularization",
    "forward_propagation_with_dropout",
    "backward_propagation_with_dropout",
]
GRADIENT_NAMES = ["dW1", "db1", "dW2", "db2", "dW3", "db3"]

# Sizes (n_0, n_1, n_2) and numbers of examples.
NETWORKS = [((2, 20, 3), 200), ((3, 4, 5), 7), ((1, 1, 1), 1), ((6, 5, 5), 12)]
SIZES = pytest.mark.parametrize(("sizes", "m"), NETWORKS, ids=[f"{sizes}-{m}" for sizes, m in NETWORKS])

# Both differentiate the same expression exactly, so only round-off is left.
ROUND_OFF = 1e-12


def answers(kind):
    return [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in sorted((SECRET / kind).glob("*/*.py"))]


def defined_in(code):
    """Return what a cell defines when every name of the kit is there already."""
    namespace = {name: getattr(course_kit, name) for name in course_kit.__all__} | {"np": np}
    exec(compile(code, "answer", "exec"), namespace)
    return namespace


@pytest.fixture(scope="module")
def reference():
    cells = nbformat.read(SOURCE, as_version=4).cells
    solved = "\n\n".join(cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("solution"))
    return {name: defined_in(solved)[name] for name in NAMES}


@pytest.fixture(scope="module")
def checks():
    public = collect_checks(SOURCE.with_name("public_checks.py"))
    hidden = collect_checks(SECRET / "hidden_checks.py", fixtures=("student", "rng", "reference"))
    return public, hidden


@pytest.fixture(scope="module")
def measuring():
    spec = importlib.util.spec_from_file_location("measuring", ROOT / "scripts" / "measure_regularization.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def failed(checks, functions, name, seed):
    """Return the names of one exercise's checks that fail, the public ones first."""
    student = LocalStudent(functions, seed)
    given = [(file, one) for file in checks for one in file.checks if one.claim.exercise == name]
    with redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("error")
        # The public inputs are the same for everybody.
        outcomes = {one.name: one.run(student, 1 if file is checks[0] else seed) for file, one in given}
    return [check for check, outcome in outcomes.items() if outcome.verdict != "passed"]


# The references against automatic differentiation


def cost_of(parameters, example, lambd=0.0, scales=(1.0, 1.0)):
    """Return the cost, written once more for autograd: from the logits, with masks over keep_prob handed in."""
    W1, b1, W2, b2, W3, b3 = parameters
    A1 = anp.maximum(0, anp.dot(W1, example.X) + b1) * scales[0]
    A2 = anp.maximum(0, anp.dot(W2, A1) + b2) * scales[1]
    Z3 = anp.dot(W3, A2) + b3
    data = anp.mean(anp.logaddexp(0, Z3) - example.Y * Z3)
    return data + lambd / (2 * example.m) * (anp.sum(W1**2) + anp.sum(W2**2) + anp.sum(W3**2))


def differentiated(example, **options):
    slopes = autograd.grad(cost_of)(list(example.parameters.values()), example, **options)
    return dict(zip(GRADIENT_NAMES, slopes, strict=True))


def assert_same(got, want):
    for name in GRADIENT_NAMES:
        assert got[name].shape == want[name].shape
        np.testing.assert_allclose(got[name], want[name], rtol=0, atol=ROUND_OFF * max(1, np.abs(want[name]).max()))


@SIZES
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_given_gradients_agree_with_automatic_differentiation(sizes, m, seed):
    example = draw_example(np.random.default_rng(seed), sizes, m)
    _, cache = course_kit.forward_propagation(example.X, example.parameters)
    assert_same(course_kit.backward_propagation(example.X, example.Y, cache), differentiated(example))


@SIZES
@pytest.mark.parametrize("lambd", [0.0, 0.7, 10.0])
def test_regularized_cost_and_gradients_agree_with_automatic_differentiation(reference, sizes, m, lambd):
    example = draw_example(np.random.default_rng(4), sizes, m)
    A3, cache = course_kit.forward_propagation(example.X, example.parameters)
    cost = reference[COST](A3, example.Y, example.parameters, lambd)
    assert cost == pytest.approx(cost_of(list(example.parameters.values()), example, lambd), rel=ROUND_OFF)
    assert_same(reference[GRADIENTS](example.X, example.Y, cache, lambd), differentiated(example, lambd=lambd))


@SIZES
@pytest.mark.parametrize("keep_prob", [0.3, 0.86, 1.0])
def test_gradients_with_dropout_agree_with_automatic_differentiation(reference, sizes, m, keep_prob):
    example = draw_example(np.random.default_rng(5), sizes, m)
    np.random.seed(6)
    _, cache = reference[FORWARD](example.X, example.parameters, keep_prob)
    scales = (cache[1] / keep_prob, cache[6] / keep_prob)
    assert_same(reference[BACKWARD](example.X, example.Y, cache, keep_prob), differentiated(example, scales=scales))


@SIZES
def test_thinned_networks_agree_with_automatic_differentiation(sizes, m):
    example = draw_example(np.random.default_rng(7), sizes, m)
    masks = draw_masks(np.random.default_rng(8), example)
    want = differentiated(example, scales=(masks[0] / 0.7, masks[1] / 0.7))
    assert_same(thinned_gradients(example, masks, 0.7), want)


@SIZES
def test_thinned_networks_agree_with_the_forward_pass_of_the_reference(reference, sizes, m):
    example = draw_example(np.random.default_rng(9), sizes, m)
    np.random.seed(10)
    _, cache = reference[FORWARD](example.X, example.parameters, 0.6)
    for got, want in zip(thinned_cache(example, Masks((cache[1], cache[6])), 0.6), cache, strict=True):
        np.testing.assert_allclose(got, want, rtol=1e-12, atol=1e-12)


def test_dropout_keeps_the_expected_activations_and_the_expected_input_of_the_next_layer(reference):
    draws, keep_prob = 40_000, 0.86
    example = draw_example(np.random.default_rng(11), (2, 20, 3), 1)
    _, plain = course_kit.forward_propagation(example.X, example.parameters)
    np.random.seed(12)
    _, cache = reference[FORWARD](np.repeat(example.X, draws, axis=1), example.parameters, keep_prob)
    # The variance of a unit is a^2 (1 - p) / p, those of the units of layer 1 add up in Z2; six standard errors.
    variance = plain[1] ** 2 * (1 - keep_prob) / keep_prob
    spread = {2: variance, 5: example.parameters["W2"] ** 2 @ variance}
    for place, undropped, squares in ((2, plain[1], spread[2]), (5, plain[4], spread[5])):
        error = np.abs(cache[place].mean(axis=1, keepdims=True) - undropped)
        assert np.all(error <= 6 * np.sqrt(squares / draws))
    np.testing.assert_allclose(cache[2].var(axis=1, keepdims=True), variance, rtol=0.1)


# Data and measurement


def test_saplings_are_seeded_and_fewer_are_the_first_of_more():
    train_X, train_Y, test_X, test_Y = load_saplings()
    assert train_X.shape == test_X.shape == (2, 200)
    assert train_Y.shape == test_Y.shape == (1, 200)
    _, _, more_X, more_Y = load_saplings(test=5_000)
    np.testing.assert_array_equal(more_X[:, :200], test_X)
    np.testing.assert_array_equal(more_Y[:, :200], test_Y)
    assert np.abs(more_X).max() <= 2
    # The brook divides the clearing in halves, and knowing it is right about nine times in ten.
    assert more_Y.mean() == pytest.approx(0.5, abs=0.03)
    assert np.mean((more_X[1:] > brook(more_X[:1])) == more_Y) == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize("lambd", [0.0, 0.7])
def test_networks_trained_at_once_are_those_trained_one_by_one(reference, measuring, lambd):
    X, Y, _, _ = load_saplings()
    networks = measuring.start([3, 5])
    measuring.train(X, Y, networks, 60, lambd, 1.0)
    for place, seed in enumerate([3, 5]):
        one = course_kit.train(
            X, Y, course_kit.initialize_parameters([2, 20, 3, 1], seed), learning_rate=0.3, iterations=60,
            backward=lambda X, Y, cache: reference[GRADIENTS](X, Y, cache, lambd),
        )  # fmt: skip
        for layer in (1, 2, 3):
            np.testing.assert_allclose(networks.weights[layer - 1][place], one.parameters[f"W{layer}"], rtol=1e-9)
            np.testing.assert_allclose(networks.biases[layer - 1][place], one.parameters[f"b{layer}"], rtol=1e-9)


def test_measuring_prints_one_row_a_method(measuring):
    lines = list(measuring.rows([1, 2], 20))
    assert [line.split("|")[1].strip() for line in lines[2:]] == [*measuring.METHODS, "(knowing the brook)"]
    assert {line.count("|") for line in lines} == {7}


def test_quoted_table_says_that_both_methods_help():
    (cell,) = [one for one in nbformat.read(SOURCE, as_version=4).cells if one.id == "seeds"]
    rows = [[part.strip(" %") for part in line.split("|")[1:5]] for line in cell.source.splitlines() if " % |" in line]
    train, test, gap = ({row[0]: float(row[column]) for row in rows} for column in (1, 2, 3))
    methods = ["L2, lambd = 0.7", "dropout, keep_prob = 0.86"]
    assert list(test) == ["no regularization", *methods, "(knowing the brook)"]
    for method in methods:
        assert test[method] > test["no regularization"] + 1
        assert gap[method] < gap["no regularization"] - 1
        assert train[method] < train["no regularization"]


# The checks


def test_points_of_the_checks_add_up_to_the_manifest(checks):
    manifest = tomllib.loads((SECRET / "assignment.toml").read_text())
    points = dict.fromkeys(NAMES, 0)
    for file in checks:
        for one in file.checks:
            points[one.claim.exercise] += one.claim.points
    assert points == {exercise["name"]: exercise["points"] for exercise in manifest["exercises"]}


def test_all_checks_together_make_few_calls(checks, reference):
    asked = set()
    for name in NAMES:

        def noted(*arguments, name=name):
            asked.add((name, pickle.dumps(arguments)))
            return reference[name](*arguments)

        assert failed(checks, {name: noted}, name, 1) == []
    assert 20 < len(asked) < 30


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
    with np.errstate(all="ignore"):
        assert set(named["fails"]) <= set(failed(checks, functions, name, 1))


@pytest.mark.parametrize("path", answers("wrong_answers"))
def test_hidden_messages_keep_sizes_and_numbers_of_the_inputs_to_themselves(checks, path):
    name = path.parent.name
    student = LocalStudent({name: defined_in(path.read_text())[name]})
    with redirect_stdout(io.StringIO()), np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outcomes = [one.run(student, 1) for one in checks[1].checks if one.claim.exercise == name]
    for outcome in outcomes:
        assert outcome.verdict != "failed" or not re.search(r"\[|shape \(|(lambd|keep_prob) = 0\.", outcome.message)


def test_every_check_is_needed_by_some_wrong_answer(checks):
    needed = set()
    for param in answers("wrong_answers"):
        code = param.values[0].read_text()
        needed |= set(tomllib.loads(ast.get_docstring(ast.parse(code), clean=False))["fails"])
    assert {one.name for file in checks for one in file.checks} <= needed


def everywhere(value):
    return dict.fromkeys(GRADIENT_NAMES, value), (value, (value,) * 14)


ODD = {
    "nothing": [None],
    "text": ["A3"],
    "empty": [{}, (), [], np.array([])],
    "ragged": [[[1, 2], [3]], ([[1, 2], [3]], ())],
    "other keys": [{1: 2, None: 3, (1,): 4}],
    "no entries": [*everywhere(np.zeros((0, 3)))],
    "texts": [*everywhere("1")],
    "complex": [*everywhere(np.ones((3, 3), complex)), 1 + 2j],
    "NaN": [*everywhere(np.full((3, 3), np.nan)), float("nan")],
    "huge": [*everywhere(np.full((3, 3), 1e308)), 1e308, -1e308, 10**400],
    "objects": [*everywhere(np.full((3, 3), None))],
}


@pytest.mark.parametrize("returned", ODD.values(), ids=ODD)
@pytest.mark.parametrize("name", NAMES)
def test_odd_results_fail_with_a_sentence_and_nothing_else(checks, name, returned):
    # `failed` turns warnings into errors, and lets out what is neither a failed claim nor a failed call.
    for value in returned:
        functions = {name: lambda *_, value=value: value}
        assert failed(checks, functions, name, 1)
        with pytest.raises((AssertionError, CallFailed)):
            checks[0].pictures[name](LocalStudent(functions)).png()


@pytest.mark.parametrize("name", NAMES)
def test_picture_of_a_right_answer_is_drawn(checks, reference, name):
    assert checks[0].pictures[name](LocalStudent({name: reference[name]})).png().startswith(b"\x89PNG")


def test_activations_in_the_place_of_the_mask_are_not_drawn_as_one(checks, reference):
    def swapped(*arguments):
        A3, (Z1, D1, A1, *rest) = reference[FORWARD](*arguments)
        return A3, (Z1, A1, D1, *rest)

    with pytest.raises(AssertionError, match="entries other than True and False"):
        checks[0].pictures[FORWARD](LocalStudent({FORWARD: swapped}))


# The solved notebook


@pytest.mark.skipif(not SOLVED.is_file(), reason="the solved notebook is not built")
def test_solved_notebook_measures_that_both_methods_help():
    cells = {cell.id: cell for cell in nbformat.read(SOLVED, as_version=4).cells}
    (output,) = [one for one in cells["many-saplings"].outputs if one.output_type == "execute_result"]
    rows = re.findall(r"^(.*?) +([\d.]+)% +([\d.]+)% +([\d.]+)$", output.data["text/plain"], re.MULTILINE)
    accuracy = {name: float(test) for name, _, test, _ in rows}
    gap = {name: float(points) for name, _, _, points in rows}
    assert list(accuracy) == ["no regularization", "L2, lambd = 0.7", "dropout, keep_prob = 0.86"]
    for name in list(accuracy)[1:]:
        assert accuracy[name] > accuracy["no regularization"]
        assert gap[name] < gap["no regularization"]


@pytest.mark.skipif(not SOLVED.is_file(), reason="the solved notebook is not built")
def test_pictures_in_the_solved_notebook_say_what_they_show():
    outputs = [one for cell in nbformat.read(SOLVED, as_version=4).cells for one in cell.get("outputs", [])]
    pictures = [one for one in outputs if "image/png" in one.get("data", {})]
    assert len(pictures) >= 6
    assert all(one.metadata["image/png"]["alt"] and 'alt="' in one.data["text/html"] for one in pictures)
    assert not [one for one in outputs if one.get("name") == "stderr"]


def test_an_example_that_is_remembered_leaves_the_generator_as_drawing_it_does():
    first, second, other = (np.random.default_rng(seed) for seed in (13, 13, 14))
    assert draw_example(first, (2, 3, 2), 6) is draw_example(second, (2, 3, 2), 6)
    assert draw_example(other, (2, 3, 2), 6) is not draw_example(second, (2, 3, 2), 6)
    untouched = np.random.default_rng(13)
    draw_example.__wrapped__(untouched, (2, 3, 2), 6)
    assert first.random() == untouched.random()


def test_nobody_can_write_to_what_is_handed_to_every_student():
    example = draw_example(np.random.default_rng(15), (3, 4, 5), 7)
    masks = draw_masks(np.random.default_rng(16), example)
    arrays = [example.X, example.Y, *example.parameters.values(), *example.plain[1], *masks]
    arrays += thinned_cache(example, masks, 0.5)
    assert not any(array.flags.writeable for array in arrays)
