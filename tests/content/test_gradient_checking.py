"""Gradient checking: the kit's network and vectors, the checks, the answers, and what the lesson measures."""

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
from course_kit import (
    dictionary_to_vector,
    forward_propagation_n,
    gradient_check_example,
    gradients_to_vector,
    plot_block_errors,
    print_verdict,
    show_blocks,
    vector_to_dictionary,
)
from course_kit.checking import CallFailed, told_apart
from course_kit.collecting import collect_checks
from course_kit.local_student import LocalStudent
from course_kit.slope_error import slope_errors

ROOT = Path(__file__).resolve().parents[2]
ID = "gradient_checking"
SECRET = ROOT / "autograder" / "assignments" / ID
SOURCE = ROOT / "source" / ID / f"{ID}.ipynb"
SOLVED = ROOT / "solutions" / ID / f"{ID}.ipynb"
FORWARD, BACKWARD, CHECK, CHECK_N = NAMES = [
    "forward_propagation",
    "backward_propagation",
    "gradient_check",
    "gradient_check_n",
]


def answers(kind):
    return [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in sorted((SECRET / kind).glob("*/*.py"))]


def defined_in(code):
    """Return what a cell defines when every name of the kit is there already."""
    namespace = {name: getattr(course_kit, name) for name in course_kit.__all__} | {"np": np}
    exec(compile(code, "answer", "exec"), namespace)
    return namespace


@pytest.fixture(scope="module")
def notebook():
    """Return what the source's cells define, solved: the graded functions, the faulty backward pass, the mended one."""
    cells = nbformat.read(SOURCE, as_version=4).cells
    kept = [
        cell.source for cell in cells if cell.id == "colleague" or cell.metadata.get("nbgrader", {}).get("solution")
    ]
    return defined_in("\n\n".join(kept))


@pytest.fixture(scope="module")
def reference(notebook):
    return {name: notebook[name] for name in NAMES}


@pytest.fixture(scope="module")
def checks():
    public = collect_checks(SOURCE.with_name("public_checks.py"))
    hidden = collect_checks(SECRET / "hidden_checks.py", fixtures=("student", "rng", "reference"))
    return public, hidden


def student_of(reference, name, function, seed=1):
    """Return a student who has written one function and finds the right ones under the names of the others."""
    return LocalStudent({name: function}, seed, {other: one for other, one in reference.items() if other != name})


def failed(checks, student, name, seed):
    """Return the names of one exercise's checks that fail, the public ones first."""
    given = [(file, one) for file in checks for one in file.checks if one.claim.exercise == name]
    with redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("error")
        # The public inputs are the same for everybody.
        outcomes = {one.name: one.run(student, 1 if file is checks[0] else seed) for file, one in given}
    return [check for check, outcome in outcomes.items() if outcome.verdict != "passed"]


def right_gradients(X, Y, parameters):
    return course_kit.backward_propagation(X, Y, forward_propagation_n(X, Y, parameters)[1])


class TestVectors:
    def test_there_and_back_gives_the_same_parameters(self):
        _, _, parameters = gradient_check_example(0)
        theta, keys = dictionary_to_vector(parameters)
        assert theta.shape == (47, 1)
        assert len(keys) == 47
        back = vector_to_dictionary(theta)
        assert list(back) == list(parameters)
        assert all(np.array_equal(back[name], parameters[name]) for name in parameters)

    def test_blocks_lie_row_by_row_in_the_order_of_the_layers(self):
        shapes = {"b2": (3, 1), "W1": (5, 4), "W3": (1, 3), "b1": (5, 1), "W2": (3, 5), "b3": (1, 1)}
        order = ("W1", "b1", "W2", "b2", "W3", "b3")
        numbers = iter(range(47))
        parameters = {
            name: np.reshape([next(numbers) for _ in range(np.prod(shapes[name]))], shapes[name]) for name in order
        }
        # The order of the dictionary does not matter.
        theta, keys = dictionary_to_vector({name: parameters[name] for name in shapes})
        assert theta.ravel().tolist() == list(range(47))
        assert keys == [name for name in order for _ in range(parameters[name].size)]
        gradients = {f"d{name}": parameters[name] for name in shapes} | {"dZ1": np.ones((5, 2)), "dA1": np.ones((5, 2))}
        assert gradients_to_vector(gradients).ravel().tolist() == list(range(47))

    @pytest.mark.parametrize("shape", [(47, 1), (47,), (1, 47)], ids=str)
    def test_any_shape_of_47_entries_is_a_vector(self, shape):
        parameters = vector_to_dictionary(np.arange(47.0).reshape(shape))
        assert parameters["b3"].tolist() == [[46.0]]

    def test_another_number_of_entries_is_refused(self):
        with pytest.raises(ValueError, match="needs 47 parameters, and theta has 46"):
            vector_to_dictionary(np.zeros(46))

    def test_a_dictionary_of_the_other_kind_is_refused(self):
        X, Y, parameters = gradient_check_example(0)
        with pytest.raises(ValueError, match=r"misses W1 and b1 .* gradients_to_vector"):
            dictionary_to_vector(right_gradients(X, Y, parameters))
        with pytest.raises(ValueError, match=r"misses dW1 and db1 .* dictionary_to_vector"):
            gradients_to_vector(parameters)

    def test_a_missing_block_is_named(self):
        _, _, parameters = gradient_check_example(0)
        del parameters["b2"]
        with pytest.raises(ValueError, match="misses b2 in"):
            dictionary_to_vector(parameters)

    def test_copies_come_back(self):
        _, _, parameters = gradient_check_example(0)
        before = {name: value.copy() for name, value in parameters.items()}
        theta, _ = dictionary_to_vector(parameters)
        back = vector_to_dictionary(theta)
        theta += 1
        assert all(np.array_equal(parameters[name], before[name]) for name in before)
        assert all(np.array_equal(back[name], before[name]) for name in before)


class TestExamples:
    @pytest.mark.parametrize("seed", range(5))
    def test_every_parameter_matters_and_no_kink_is_near(self, seed):
        X, Y, parameters = gradient_check_example(seed, m=4)
        _, cache = forward_propagation_n(X, Y, parameters)
        entries = np.abs(gradients_to_vector(right_gradients(X, Y, parameters)))
        assert entries.min() >= 1e-4 * np.linalg.norm(entries)
        assert min(np.abs(cache[0]).min(), np.abs(cache[4]).min()) >= 0.03

    def test_hopeless_sizes_are_refused(self):
        with pytest.raises(ValueError, match="take m between 3 and 10"):
            gradient_check_example(0, m=200)

    @pytest.mark.parametrize("seed", range(3))
    def test_gradients_agree_with_an_extrapolated_difference(self, seed):
        # Richardson: (4 D(h) - D(2 h)) / 3 has an error of order h^4, so it is right to about 1e-11.
        X, Y, parameters = gradient_check_example(seed)
        theta, _ = dictionary_to_vector(parameters)

        def difference(i, h):
            step = np.zeros_like(theta)
            step[i] = h
            ahead, behind = (forward_propagation_n(X, Y, vector_to_dictionary(theta + s))[0] for s in (step, -step))
            return (ahead - behind) / (2 * h)

        h = 1e-3
        measured = np.array([(4 * difference(i, h) - difference(i, 2 * h)) / 3 for i in range(47)])
        assert gradients_to_vector(right_gradients(X, Y, parameters)).ravel() == pytest.approx(measured, abs=1e-9)

    @pytest.mark.parametrize("seed", range(8))
    @pytest.mark.parametrize("epsilon", [0.8e-3, 2.4e-3])
    def test_what_a_large_step_leaves_is_known_without_measuring(self, reference, seed, epsilon):
        X, Y, parameters = gradient_check_example(seed, m=4 + seed % 3)
        gradients = right_gradients(X, Y, parameters)
        measured = reference[CHECK_N](parameters, gradients, X, Y, epsilon)
        # A hundredth is what the checks allow.
        assert measured == pytest.approx(epsilon**2 * slope_errors(X, Y, parameters)[0], rel=1e-4)


class TestPlantedMistakes:
    def off(self, notebook, function, seed, m=8):
        X, Y, parameters = gradient_check_example(seed, m)
        _, cache = forward_propagation_n(X, Y, parameters)
        got, want = notebook[function](X, Y, cache), right_gradients(X, Y, parameters)
        return {
            name for name in parameters if not np.allclose(got[f"d{name}"], want[f"d{name}"], rtol=1e-12, atol=1e-14)
        }

    def test_two_mistakes_show_in_different_blocks(self, notebook):
        assert self.off(notebook, "backward_propagation_n", 1) == {"W3", "W1", "b1"}

    def test_one_hides_at_the_point_that_the_lesson_shows(self, notebook):
        assert self.off(notebook, "backward_propagation_n", 0, m=5) == {"W1", "b1"}

    @pytest.mark.parametrize("seed", range(4))
    def test_mended_gradients_are_right(self, notebook, seed):
        assert self.off(notebook, "mended_backward_propagation_n", seed) == set()


class TestReport:
    @pytest.mark.parametrize(
        ("difference", "words"),
        [(1e-7, "right"), (2e-7, "suspicious"), (1e-4, "wrong"), (float("nan"), "wrong")],
    )
    def test_verdict(self, capsys, difference, words):
        print_verdict(difference)
        assert words in capsys.readouterr().out

    def test_blocks_are_printed_outside_a_notebook(self, capsys):
        _, keys = dictionary_to_vector(gradient_check_example(0)[2])
        gradapprox = np.ones((47, 1))
        grad = gradapprox.copy()
        grad[46] += 0.5
        show_blocks(grad, gradapprox, keys)
        lines = capsys.readouterr().out.splitlines()
        assert [line.split(":")[0] for line in lines] == ["W1", "b1", "W2", "b2", "W3", "b3"]
        assert lines[-1].endswith("5.0e-01")

    def test_picture_of_blocks_takes_equal_vectors(self):
        _, keys = dictionary_to_vector(gradient_check_example(0)[2])
        assert plot_block_errors(np.ones(47), np.ones((47, 1)), keys).png().startswith(b"\x89PNG")


class TestChecks:
    def test_points_add_up_to_the_manifest(self, checks):
        manifest = tomllib.loads((SECRET / "assignment.toml").read_text())
        points = dict.fromkeys(NAMES, 0)
        for file in checks:
            for one in file.checks:
                points[one.claim.exercise] += one.claim.points
        assert points == {exercise["name"]: exercise["points"] for exercise in manifest["exercises"]}

    def test_few_calls_are_made(self, checks, reference, monkeypatch):
        calls = []
        call = LocalStudent._call
        monkeypatch.setattr(LocalStudent, "_call", lambda *given: calls.append(given[1]) or call(*given))
        for name in NAMES:
            assert failed(checks, student_of(reference, name, reference[name]), name, 1) == []
        assert len(calls) < 80
        assert calls.count(CHECK_N) <= 20

    @pytest.mark.parametrize("path", answers("right_answers"))
    def test_right_answer_passes_every_check(self, checks, reference, path):
        name = path.parent.name
        function = defined_in(path.read_text())[name]
        for seed in (1, 2):
            assert failed(checks, student_of(reference, name, function, seed), name, seed) == []

    @pytest.mark.parametrize("path", answers("wrong_answers"))
    def test_wrong_answer_fails_the_checks_it_names(self, checks, reference, path):
        name, code = path.parent.name, path.read_text()
        named = tomllib.loads(ast.get_docstring(ast.parse(code), clean=False))
        public = {one.name for one in checks[0].checks}
        # One who looks the visible examples up cannot be told before the grade.
        assert public & set(named["fails"]) or path.stem == "fits_the_examples"
        assert named["hint"]
        student = student_of(reference, name, defined_in(code)[name])
        assert set(named["fails"]) <= set(failed(checks, student, name, 1))

    def test_every_check_is_needed_by_some_wrong_answer(self, checks):
        codes = [param.values[0].read_text() for param in answers("wrong_answers")]
        named = [tomllib.loads(ast.get_docstring(ast.parse(code), clean=False))["fails"] for code in codes]
        assert {one.name for file in checks for one in file.checks} <= set().union(*named)

    def test_a_check_without_backward_propagation_earns_most_points(self, checks, reference):
        code = (SECRET / "wrong_answers" / CHECK / "own_derivative.py").read_text()
        lost = failed(checks, student_of(reference, CHECK, defined_in(code)[CHECK]), CHECK, 1)
        assert sum(one.claim.points for file in checks for one in file.checks if one.name in lost) == 2

    def test_an_unfinished_stub_earns_nothing(self, checks, reference):
        def stub(*_):
            raise NotImplementedError

        for name in NAMES:
            assert len(failed(checks, student_of(reference, name, stub), name, 1)) == sum(
                one.claim.exercise == name for file in checks for one in file.checks
            )

    @pytest.mark.parametrize("name", [FORWARD, BACKWARD])
    def test_the_given_network_function_of_the_same_name_earns_nothing(self, checks, reference, name):
        student = student_of(reference, name, getattr(course_kit, name))
        assert len(failed(checks, student, name, 1)) == sum(
            one.claim.exercise == name for file in checks for one in file.checks
        )

    def test_no_hidden_number_is_shown(self, checks, reference):
        shown = []
        for one in checks[1].checks:
            student = student_of(reference, one.claim.exercise, lambda *_: -123.456)
            shown.append(one.run(student, 7).message)
        assert all(shown)
        assert not any(re.search(r"\(-?[\d.]+,", message) for message in shown)


ODD = {
    "nothing": None,
    "text": "1.5",
    "list": [[1, 2], [3]],
    "dictionary": {"dW1": None},
    "empty": np.zeros((0, 3)),
    "huge": 10**400,
    "complex": 1 + 2j,
    "NaN": float("nan"),
    "infinity": np.inf,
    "objects": np.array([object()]),
    "column": np.zeros((47, 1)),
    "verdict": False,
}


@pytest.mark.parametrize("returned", ODD.values(), ids=ODD)
@pytest.mark.parametrize("name", NAMES)
def test_odd_results_fail_with_a_sentence_and_nothing_else(checks, reference, name, returned):
    # `failed` turns warnings into errors, and lets out what is neither a failed claim nor a failed call.
    student = student_of(reference, name, lambda *_: returned)
    assert failed(checks, student, name, 1)
    if name in checks[0].pictures and not isinstance(returned, bool):
        with pytest.raises((AssertionError, CallFailed)):
            checks[0].pictures[name](student)


@pytest.mark.parametrize("name", [CHECK, CHECK_N])
def test_picture_of_a_right_answer_is_drawn(checks, reference, name):
    assert checks[0].pictures[name](student_of(reference, name, reference[name])).png().startswith(b"\x89PNG")


def test_a_factor_of_two_shows_in_the_picture(checks):
    axes = checks[0].pictures[CHECK_N](LocalStudent({CHECK_N: lambda *_: 0.25})).axes[0]
    assert axes.get_yscale() == "linear"
    assert axes.get_xticklabels()[0].get_text() == "W1\n0.25"


@pytest.mark.parametrize(("one", "other"), [(0.4545455, 5 / 11), (1 + 1e-15, 1.0), (2.0, 1.0), (1.0001e-7, 1e-7)])
def test_numbers_that_differ_are_told_with_enough_digits(one, other):
    told = told_apart(one, other)
    assert told[0] != told[1]
    assert all(float(text) == pytest.approx(number) for text, number in zip(told, (one, other), strict=True))


@pytest.fixture(scope="module")
def outputs():
    if not SOLVED.is_file():
        pytest.skip("the solved notebook is not built")
    return {cell.id: cell.get("outputs", []) for cell in nbformat.read(SOLVED, as_version=4).cells}


def printed(outputs):
    return "".join(one.get("text", "") or one.get("data", {}).get("text/plain", "") for one in outputs)


def test_solved_notebook_finds_the_mistakes_and_passes_when_they_are_mended(outputs):
    assert "the gradient is wrong" in printed(outputs["hunt-run"])
    mended = printed(outputs["mend-run"])
    assert "the gradient is right" in mended
    assert float(re.search(r"relative difference (\S+):", mended)[1]) <= 1e-7


def test_solved_notebook_measures_what_the_text_says_about_training(outputs):
    percents = [float(one) for one in re.findall(r"([\d.]+)%", printed(outputs["cost-of-mistakes-table"]))]
    _, faulty, _, mended = percents
    assert 1.8 <= (100 - faulty) / (100 - mended) <= 2.2


def test_solved_notebook_shows_why_epsilon_is_small(outputs):
    rows = re.findall(r"^(1e-\d\d)\s+(\S+)$", printed(outputs["kink"]), re.MULTILINE)
    differences = {epsilon: float(difference) for epsilon, difference in rows}
    assert differences["1e-05"] > 1e-3
    assert differences["1e-07"] <= 1e-7


def test_pictures_in_the_solved_notebook_say_what_they_show(outputs):
    shown = [one for cell in outputs.values() for one in cell]
    pictures = [one for one in shown if "image/png" in one.get("data", {})]
    assert len(pictures) == 8
    assert all(one.metadata["image/png"]["alt"] and 'alt="' in one.data["text/html"] for one in pictures)
    assert not [one for one in shown if one.get("name") == "stderr"]
