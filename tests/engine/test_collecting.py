"""Check files are plain pytest files; what cannot be a check is refused with file, rule and remedy."""

import pytest

from course_kit.checking import CallFailed, Claim, claim, picture
from course_kit.collecting import Check, CheckFileError, collect_checks
from course_kit.local_student import LocalStudent

HEAD = "import pytest\nfrom course_kit.checking import CallFailed, claim, picture\n\n"


@pytest.fixture
def collect(tmp_path):
    """Collect the checks of a file with this content."""

    def collected(content, fixtures=("student", "rng")):
        path = tmp_path / "public_checks.py"
        path.write_text(HEAD + content, encoding="utf-8")
        return collect_checks(path, fixtures)

    return collected


def check_of(body, head="", arguments="student, rng"):
    text = '"""A claim.\n\n    More about it."""'
    return f'{head}@claim("f", points=2, hint="Think.")\ndef test_one({arguments}):\n    {text}\n    {body}\n'


def outcome(file, **functions):
    return file.checks[0].run(LocalStudent(functions), 1)


def test_a_check_is_its_name_its_sentence_and_its_claim(collect):
    (check,) = collect(check_of("assert student.f(1) == 2, 'f(1) is wrong.'")).checks
    assert (check.name, check.sentence, check.claim) == ("one", "A claim.", Claim("f", 2, "Think."))


def test_checks_keep_the_order_of_the_file(collect):
    content = "".join(check_of("pass").replace("test_one", f"test_{name}") for name in ("c", "a", "b"))
    assert [check.name for check in collect(content).checks] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("body", "verdict", "message"),
    [
        ("assert True", "passed", ""),
        ("assert student.f(1) == 2, 'f(1) is wrong.'", "failed", "f(1) is wrong."),
        ("assert False", "failed", "A claim."),
        ("student.h(1)", "missing", "There is no function called h."),
        ("raise CallFailed('timed_out', 'f hung.')", "timed_out", "f hung."),
    ],
)
def test_a_check_passes_or_says_why_not(collect, body, verdict, message):
    found = outcome(collect(check_of(body)), f=lambda x: x)
    assert (found.verdict, found.message) == (verdict, message)


@pytest.mark.parametrize("body", ["1 / 0", "return student.f(1) == 2", "return False", "raise KeyError('x')"])
def test_anything_else_out_of_a_check_is_a_mistake_of_the_check(collect, body):
    with pytest.raises((ZeroDivisionError, TypeError, KeyError)):
        outcome(collect(check_of(body)), f=lambda x: x)


def test_a_check_of_several_cases_holds_if_all_do(collect):
    head = '@pytest.mark.parametrize("x", [1, 2, 3])\n'
    file = collect(check_of("assert student.f(x) < 3, f'f({x}) is too large.'", head, "student, x"))
    assert outcome(file, f=lambda _: 0).verdict == "passed"
    assert outcome(file, f=lambda x: x).message == "f(3) is too large."


def test_a_file_s_own_fixtures_are_resolved_once(collect):
    head = "CALLS = []\n\n@pytest.fixture\ndef table():\n    CALLS.append(1)\n    return CALLS\n\n"
    file = collect(check_of("assert len(table) == 1", head, "student, table"))
    assert outcome(file).verdict == outcome(file).verdict == "passed"


def test_random_numbers_are_the_same_for_all_checks_of_an_exercise_and_differ_between_exercises_and_seeds(collect):
    body = check_of("student.f(float(rng.random()))")
    file = collect(
        body + body.replace("test_one", "test_two") + body.replace("test_one", "test_three").replace('"f"', '"g"')
    )
    one, two, three = file.checks
    seen = []
    for check, seed in ((one, 1), (one, 1), (two, 1), (three, 1), (one, 2)):
        check.run(LocalStudent({"f": seen.append}), seed)
    assert seen[0] == seen[1] == seen[2]
    assert len(set(seen)) == 3


def test_further_fixtures_are_handed_in_at_every_run(collect):
    file = collect(check_of("assert reference == 7", arguments="student, reference"), ("student", "rng", "reference"))
    assert file.checks[0].run(LocalStudent({}), 1, reference=7).verdict == "passed"
    assert file.checks[0].run(LocalStudent({}), 1, reference=8).verdict == "failed"


def test_pictures_are_kept_by_exercise(collect):
    file = collect(check_of("pass") + '\n@picture("f")\ndef drawn(student):\n    """A line."""\n    return student\n')
    assert file.pictures["f"](7) == 7


REFUSED = {
    "no check at all": ("x = 1", "finds no check"),
    "a syntax error": ("def test_x(:", "public_checks.py: line 4: SyntaxError: "),
    "an import that fails": ("import nowhere_at_all", "line 4: ModuleNotFoundError: No module named 'nowhere_at_all'$"),
    "an error at the top": ("1 / 0", "ZeroDivisionError"),
    "a check without a claim": ("def test_x(student):\n    pass\n", "test_x makes no claim; put @claim"),
    "a check without a docstring": (
        '@claim("f", points=1, hint="h")\ndef test_x(student):\n    pass\n',
        "give the check a docstring",
    ),
    "a check without a hint": (
        '@claim("f", points=1, hint=" ")\ndef test_x(student):\n    """C."""\n',
        "test_x: give the check a hint; it names the idea",
    ),
    "negative points": (
        '@claim("f", points=-1, hint="h")\ndef test_x(student):\n    """C."""\n',
        "worth 0 points or more, not -1",
    ),
    "a picture without a docstring": ('@picture("f")\ndef drawn(student): pass\n', "give the picture a docstring"),
    "a fixture that does not exist": (check_of("pass", arguments="student, nobody"), "nobody"),
    "a fixture that fails": (
        "@pytest.fixture\ndef table():\n    raise RuntimeError('no table')\n" + check_of("pass", arguments="table"),
        "no table",
    ),
    "a fixture that asks for the student": (
        "@pytest.fixture\ndef table(student):\n    return student.f(1)\n" + check_of("pass", arguments="table"),
        "NoneType",
    ),
    "a check in a class": (
        'class TestX:\n    @claim("f", points=1, hint="h")\n    def test_x(self, student):\n        """C."""\n',
        "is in a class",
    ),
    "an async check": (
        '@claim("f", points=1, hint="h")\nasync def test_x(student):\n    """C."""\n',
        "would never run",
    ),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_a_file_is_refused_that_has(collect, content, words):
    with pytest.raises(CheckFileError, match=words) as refused:
        collect(content)
    assert "public_checks.py: " in str(refused.value)
    assert "\n" not in str(refused.value)


def test_two_files_of_one_name_are_two_files(collect, tmp_path_factory):
    first = collect(check_of("pass"))
    other = tmp_path_factory.mktemp("other") / "public_checks.py"
    other.write_text(HEAD + check_of("assert 0, 'other'"), encoding="utf-8")
    assert outcome(collect_checks(other)).message == "other"
    assert outcome(first).verdict == "passed"


def test_a_check_is_more_than_a_claim():
    with pytest.raises(ValueError, match="give the check a docstring"):
        claim("f", points=1, hint="h")(lambda student: student)
    with pytest.raises(ValueError, match="give the picture a docstring"):
        picture("f")(lambda student: student)
    assert Check("x", "X.", Claim("f", 1, "h"), ()).run(LocalStudent({}), 1).verdict == "passed"


def test_a_failed_call_is_an_exception_with_a_verdict():
    assert (CallFailed("died", "It ended.").verdict, str(CallFailed("died", "It ended."))) == ("died", "It ended.")
