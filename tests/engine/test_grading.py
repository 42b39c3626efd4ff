# ruff: noqa: E501 - what students write and read, a line each
"""From file to points: the toy course graded with its own checks, at every isolation level."""

import dataclasses
import errno
import json
import re
from pathlib import Path

import msgspec
import pytest
from helpers_engine import cells_of
from toy_course import HIDDEN_CHECKS, PUBLIC_CHECKS, STUB, F, G, notebook, write_course

from autograder._sandbox.session import Session
from autograder.checking.checks import plan_checks
from autograder.checking.score import score_exercises
from autograder.collecting.collect import Submission
from autograder.course import Course, CourseError
from autograder.grading import Grader, ask_ahead
from autograder.manifest import Exercise, Manifest
from autograder.reference import read_reference
from autograder.results import CheckResult, ExerciseResult, Result, Status, Verdict, Visibility
from course_kit.collecting import CheckFileError

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def grader(toy):
    with Grader(toy) as one:
        yield one


@pytest.fixture
def grade(grader, tmp_path):
    """Grade a notebook of these cells."""

    def graded(*sources, grade_ids=(), name="toy.ipynb"):
        path = tmp_path / name
        content = notebook(*sources, grade_ids=grade_ids) if name.endswith("ipynb") else sources[0]
        path.write_text(content, encoding="utf-8", errors="surrogatepass")
        return grader.grade(Submission("ada", path))

    return graded


def scores(result):
    return {one.name: one.score for one in result.exercises}


def messages(result):
    return {check.name: check.message for one in result.exercises for check in one.checks if check.message}


class TestScores:
    def test_the_solution_gets_full_marks_at_every_level(self, toy, sandbox):
        with Grader(toy, sandbox.level) as grader:
            result = grader.grade(Submission("solution", toy.solution))
        assert (result.status, result.score, result.max_score, result.isolation) == (
            Status.GRADED,
            10,
            10,
            sandbox.level,
        )
        assert scores(result) == {"f": 4, "g": 6}
        assert messages(result) == {}

    def test_an_untouched_notebook_gets_nothing(self, grade):
        result = grade(*(STUB.format(name=name) for name in "fg"), grade_ids=("f", "g"))
        assert (result.status, result.score) == (Status.GRADED, 0)
        assert set(messages(result).values()) >= {
            f"{name} is not written yet: put your code in place of `raise NotImplementedError()`." for name in "fg"
        }

    def test_half_right_earns_half(self, grade):
        result = grade("def f(x): return x + x[::-1] * 0 + x if x.ndim == 1 else x", G)
        assert scores(result) == {"f": 3, "g": 6}

    def test_a_wrong_exercise_costs_no_point_of_the_next(self, grade):
        assert scores(grade("def f(x): return x", G)) == {"f": 0, "g": 6}
        assert scores(grade("def f(x):\n    while True: pass", G)) == {"f": 0, "g": 6}
        assert scores(grade("import os\ndef f(x): os._exit(0)", G)) == {"f": 0, "g": 6}
        assert scores(grade(G)) == {"f": 0, "g": 6}

    def test_an_exercise_that_does_not_call_the_other_loses_only_that_point(self, grade):
        assert scores(grade(F, "def g(x): return 2 * x + 1")) == {"f": 4, "g": 5}

    def test_changing_an_argument_in_place_is_seen(self, grade):
        result = grade("def f(x):\n    x *= 2\n    return x", G)
        assert messages(result) == {"f_doubles_matrices": "f changed x in place."}

    def test_a_python_file_is_graded_the_same_way(self, grade):
        assert grade(f"{F}\n{G}", name="toy.py").score == 10

    @pytest.mark.parametrize(
        "value",
        [
            "None",
            "'text'",
            "[1]",
            "{}",
            "lambda: 0",
            "float('nan')",
            "10**400",
            "chr(0xD800)",
            "[[[[x]]]]",
            "object()",
            "range(10**9)",
        ],
    )
    def test_whatever_comes_back_is_a_failed_check_and_never_our_fault(self, grade, value):
        result = grade(f"def f(x): return {value}", f"def g(x): return {value}")
        assert (result.status, result.score) == (Status.GRADED, 0)
        json.loads(msgspec.json.encode(result))


class TestReasons:
    def test_a_missing_function_is_missing(self, grade):
        assert (
            messages(grade(F))["g_adds_one"]
            == "There is no function called g in the notebook; was it renamed or deleted?"
        )

    def test_a_function_that_could_not_be_defined_says_why(self, grade):
        result = grade(F, "def g(x:\n    return 1")
        assert messages(result)["g_adds_one"].startswith("g could not be defined: cell 2 does not parse, line 1: ")
        assert result.notes == ("Cell 2: does not parse, line 1: '(' was never closed.",)

    def test_a_problem_with_a_function_of_a_longer_name_is_no_reason(self, grade):
        result = grade(F, "def g_of_mine(x:\n    return 1")
        assert messages(result)["g_adds_one"].startswith("There is no function called g")

    def test_a_message_that_quotes_a_student_goes_through_every_encoder(self, grade):
        result = grade("def f(x): raise ValueError(chr(0xD800) + '\\x1b[31m')", "{}[chr(0xDFFF)]\n" + G)
        json.loads(msgspec.json.encode(result))
        assert "\x1b" not in json.dumps(messages(result), ensure_ascii=False)

    def test_a_submission_that_is_not_there_says_why(self, grader, tmp_path):
        result = grader.grade(Submission("bob", None, "There is no notebook in the folder."))
        assert (result.status, result.score, result.reason) == (
            Status.UNREADABLE,
            0,
            "There is no notebook in the folder.",
        )
        assert (
            grader.grade(Submission("bob", tmp_path)).reason
            == "This is a folder, not a notebook; hand in the notebook itself."
        )

    def test_two_runs_say_the_same(self, grade):
        sources = ("import random\ndef f(x): return 2 * x + random.random()", "def g(x): return f(x)")
        first, second = (dataclasses.replace(grade(*sources), seconds=0) for _ in range(2))
        assert first == second


class TestBatching:
    """Replies asked ahead and calls made one by one give the same results."""

    SOURCES = (
        (F, G),
        ("def f(x): return 2 * x + (len(getattr(x, 'shape', ())) > 1)", "def g(x): return 7.0"),
        ("import numpy as np\ndef f(x): return 2 * x + np.random.rand() * 1e-3", "def g(x): return f(x)"),
        ("def f(x):\n    x *= 2\n    return x", "def g(x): return 1 / 0"),
        ("N = 0\ndef f(x): return None", "import os\ndef g(x): os._exit(1)"),
        (G,),
    )

    @pytest.mark.parametrize("sources", SOURCES)
    def test_replies_ahead_and_none_give_the_same_results(self, toy, strongest, sources):
        reference = read_reference(toy)
        checks = plan_checks(toy, reference)
        found = []
        for ahead in (True, False):
            with Session(strongest, cells_of(*sources), reference) as session:
                replies = (
                    ask_ahead(session, checks) if ahead else {one.check.name: [None] * len(one.calls) for one in checks}
                )
                found.append([one.run(session, reference, replies[one.check.name]) for one in checks])
        assert found[0] == found[1]

    def test_a_call_that_depends_on_an_answer_is_made_live(self, toy, strongest):
        reference = read_reference(toy)
        (check,) = [one for one in plan_checks(toy, reference) if one.check.name == "f_of_its_own_answer"]
        made = []

        class Counting(Session):
            def call_all(self, calls):
                made.extend(calls)
                return super().call_all(calls)

        with Counting(strongest, cells_of("def f(x): return 4 * x", G), reference) as session:
            result = check.run(session, reference, ask_ahead(session, [check])[check.check.name])
        assert result.verdict is Verdict.FAILED
        # Both recorded calls were sent ahead; the second was about another answer and had to be made again.
        assert len(made) == len(check.calls) + 1

    def test_nothing_is_known_of_another_exercise_s_calls_while_its_right_answer_can_be_asked(self, grade):
        # While f runs, the right g can be asked: f asks it about every call that has arrived by then, and g answers
        # with what f was told.
        spy = (
            "import sys\nTOLD = {}\n"
            "def worker():\n"
            "    frame = sys._getframe()\n"
            "    while type(frame.f_locals.get('self')).__name__ != 'Worker': frame = frame.f_back\n"
            "    return frame.f_locals['self']\n"
            "def f(x):\n"
            "    channel = worker()._channel\n"
            "    connection = channel._read.__closure__[0].cell_contents\n"
            "    import io\n"
            "    wire = sys.modules['inside.wire']\n"
            "    try:\n"
            "        waiting = io.BytesIO(connection.recv(1 << 20, 0x42))\n"
            "        while True:\n"
            "            message, values = wire.decode_frame(waiting.read)\n"
            "            if message[:2] == ['call', 'g']:\n"
            "                TOLD[values[0]] = g(values[0])\n"
            "    except Exception:\n"
            "        pass\n"
            "    return 2 * x\n"
            "def g(x): return f(x) + 1 if x == 3 else TOLD[x]\n"
        )
        assert scores(grade(spy)) == {"f": 4, "g": 4}


class TestChecksOfACourse:
    @pytest.fixture
    def broken(self, tmp_path):
        """A toy course with a change in one of its files."""

        def make(file, old, new):
            root = write_course(tmp_path)
            path = {"public": root / "source/toy/public_checks.py", "hidden": root / "autograder/assignments/toy/hidden_checks.py",
                    "solution": root / "solutions/toy/toy.ipynb"}[file]  # fmt: skip
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new), encoding="utf-8")
            return Course(root).assignment("toy")

        return make

    @pytest.mark.parametrize(
        ("file", "old", "new", "words"),
        [
            (
                "public",
                "points=2",
                "points=3",
                "the checks of f are worth 5 points together, the manifest says 4; make them equal.",
            ),
            (
                "hidden",
                '@claim("g", points=1',
                '@claim("h", points=1',
                "g_calls_f is a check of h, which the manifest does not list; it lists f, g.",
            ),
            ("hidden", "def test_g_calls_f", "def test_f_doubles", "two checks are called f_doubles; rename one."),
            ("public", "2 * x", "3 * x", "f_doubles fails on the reference: f(x) differs"),
            (
                "public",
                "2 * x",
                "2 / 0",
                (
                    "f_doubles cannot be run on the reference: ZeroDivisionError: division by zero (public_checks.py, line 8). "
                    "Mend the check."
                ),
            ),
            ("public", "2 * x, ", "2 * y, ", "f_doubles cannot be run on the reference: NameError"),
            ("hidden", "import numpy as np", "import nowhere", "nowhere"),
        ],
    )
    def test_a_mistake_in_the_checks_is_one_clear_error(self, broken, file, old, new, words):
        assignment = broken(file, old, new)
        with pytest.raises(CheckFileError) as refused:
            plan_checks(assignment, read_reference(assignment))
        assert words in str(refused.value)
        assert str(assignment.course.root) in str(refused.value)

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ("return 2 * x", "return 2 *", "cell 1, does not parse"),
            ("def f(x)", "def h(x)", "does not define f; add it to source/ and build again."),
            ("def f(x)", "import nowhere\\ndef f(x, y=nowhere)", "cell 1, line 1: ModuleNotFoundError"),
            ('"cells"', '"sells"', "has no cells"),
        ],
    )
    def test_a_mistake_in_the_solution_is_one_clear_error(self, broken, old, new, words):
        with pytest.raises(CourseError) as refused:
            read_reference(broken("solution", old, new))
        assert words in str(refused.value)
        assert "toy.ipynb" in str(refused.value)

    def test_a_check_that_fails_by_itself_is_our_fault_and_stops_no_batch(self, broken, tmp_path):
        assignment = broken("hidden", 'assert number_of(value, "g(3)") == 104', "assert value + [] == 104")
        # The reference passes, for it never comes to the sum: the check is wrong only on some answers.
        path = assignment.hidden_checks
        path.write_text(path.read_text().replace("value + [] == 104", "value == 104 or value + []"), encoding="utf-8")
        handed_in = tmp_path / "in.py"
        handed_in.write_text(f"{F}\ndef g(x): return 5", encoding="utf-8")
        with Grader(assignment) as grader:
            bad, good = (grader.grade(Submission("s", one)) for one in (handed_in, assignment.solution))
        assert (bad.status, bad.score) == (Status.GRADER_FAULT, None)
        assert bad.reason.startswith("g_calls_f: the check itself failed: TypeError")
        assert re.search(r"\(hidden_checks\.py, line \d+\)$", bad.reason)
        assert (good.status, good.score) == (Status.GRADED, 10)

    def test_the_toy_checks_are_what_they_seem(self):
        assert "points=2" in PUBLIC_CHECKS
        assert "reference" in HIDDEN_CHECKS


class TestScore:
    MANIFEST = Manifest("T", (Exercise("f", 4), Exercise("g", 6)))

    @staticmethod
    def found(name, points, out_of):
        verdict = Verdict.PASSED if points else Verdict.FAILED
        return CheckResult(name, "Claim.", Visibility.PUBLIC, verdict, points, out_of)

    def test_points_add_up_by_exercise_in_the_order_of_the_manifest(self):
        results = [("g", self.found("a", 3, 3)), ("f", self.found("b", 4, 4)), ("g", self.found("c", 0, 3))]
        scored = score_exercises(self.MANIFEST, results)
        assert [(one.name, one.score, one.max_score) for one in scored] == [("f", 4, 4), ("g", 3, 6)]
        assert [check.name for check in scored[1].checks] == ["a", "c"]

    @pytest.mark.parametrize(("points", "out_of"), [(-1, 3), (4, 3), (1, 0)])
    def test_a_score_that_cannot_be_is_refused(self, points, out_of):
        with pytest.raises(ValueError, match=f"{points} points out of {out_of} is not a score"):
            self.found("a", points, out_of)
        with pytest.raises(ValueError, match="is not a score"):
            ExerciseResult("f", points, out_of, ())

    def test_only_our_own_fault_has_no_score(self):
        with pytest.raises(ValueError, match="with score None"):
            Result("s", "toy", Status.GRADED, None, 10, "A", 1, 0.0)
        with pytest.raises(ValueError, match="with score 0"):
            Result("s", "toy", Status.GRADER_FAULT, 0, 10, "A", 1, 0.0)


def test_what_nobody_foresaw_costs_one_submission_and_no_points(grader, tmp_path, monkeypatch):
    (tmp_path / "s.ipynb").write_text(notebook(F, G), encoding="utf-8")
    submission = Submission("s", tmp_path / "s.ipynb")
    with monkeypatch.context() as broken:
        broken.setattr("autograder.grading.Session.__enter__", lambda _: {}["surprise"])
        result = grader.grade(submission)
    assert (result.status, result.score, result.reason) == (Status.GRADER_FAULT, None, "KeyError: 'surprise'")
    assert grader.grade(submission).score == 10


def test_a_file_that_the_grader_may_not_read_is_no_fault_of_the_students(grader, tmp_path, monkeypatch):
    path = tmp_path / "mine.py"
    path.write_text(F, encoding="utf-8")

    read = Path.read_bytes

    def refuse(one):
        if one == path:
            raise PermissionError(errno.EACCES, "Permission denied")
        return read(one)

    # Root may read everything, so rights alone do not show it.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = grader.grade(Submission("ada", path))
    assert (result.status, result.score) == (Status.GRADER_FAULT, None)
    assert result.reason == "The file cannot be read: Permission denied; let the user who grades read it."


REMEMBERING = """
SEEN = []
def gradient_check(x, theta, epsilon=1e-7, print_msg=False):
    SEEN.append((round(x, 6), round(theta, 6)))
    raise ValueError(str(SEEN)[-300:])
"""


def test_no_message_tells_inputs_of_hidden_checks_that_the_code_remembers(tmp_path):
    # Its public checks make calls that cannot be sent ahead.
    assignment = Course(REPOSITORY).assignment("gradient_checking")
    path = tmp_path / "remembers.py"
    path.write_text(REMEMBERING, encoding="utf-8")
    with Grader(assignment) as grader:
        (exercise,) = (one for one in grader.grade(Submission("ada", path)).exercises if one.name == "gradient_check")
    planned = plan_checks(assignment, read_reference(assignment))
    inputs = {
        visibility: {
            str((round(call.arguments[0], 6), round(call.arguments[1], 6)))
            for one in planned
            if one.visibility is visibility
            for call in one.calls
            if call.name == "gradient_check"
        }
        for visibility in Visibility
    }
    told = " ".join(check.message for check in exercise.checks)
    assert any(one in told for one in inputs[Visibility.PUBLIC])
    secret = inputs[Visibility.HIDDEN] - inputs[Visibility.PUBLIC]
    assert secret
    assert not [one for one in secret if one in told]
