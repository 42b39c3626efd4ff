"""Item statistics: how hard an item is, whether it tells students apart, and what a teacher should look at."""

import json

import pytest
from helpers_audit import EXERCISE, ID

from autograder.audit.classes import statistics
from autograder.cli import main


def result(easy, hard, other, status="graded"):
    """Return a result with two checks in one exercise, worth 2 and 3 points, and another exercise of 5 points."""

    def check(name, passed, out_of):
        return {
            "name": name,
            "visibility": "public",
            "verdict": "passed" if passed else "failed",
            "points": out_of * passed,
            "out_of": out_of,
        }

    points = 2 * easy + 3 * hard
    return {
        "status": status,
        "score": points + other,
        "exercises": [
            {"name": "f", "score": points, "max_score": 5, "checks": [check("easy", easy, 2), check("hard", hard, 3)]},
            {"name": "g", "score": other, "max_score": 5, "checks": [check("rest", other > 2, 5)]},
        ],
    }


def items(*results):
    return {one.check or one.exercise: one for one in statistics(results)}


def test_difficulty_is_the_share_of_points_or_of_students():
    found = items(result(1, 1, 5), result(1, 0, 3), result(1, 0, 0), result(1, 1, 5))
    assert found["easy"].difficulty == 1
    assert found["hard"].difficulty == 0.5
    assert found["f"].difficulty == pytest.approx((5 + 2 + 2 + 5) / 20)
    assert found["hard"].students == 4


def test_discrimination_is_the_correlation_with_the_rest_of_the_score():
    together = [result(0, passed, 5 * passed) for passed in (0, 1, 0, 1, 1)]
    against = [result(0, passed, 5 - 5 * passed) for passed in (0, 1, 0, 1, 1)]
    assert items(*together)["hard"].discrimination == pytest.approx(1)
    assert items(*against)["hard"].discrimination == pytest.approx(-1)
    assert items(*together[:4])["hard"].discrimination is None, "four students say nothing"


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([result(0, 1, other) for other in range(5)], "everyone passes"),
        ([result(0, 0, other) for other in range(5)], "no one passes: is it fair, and is it taught?"),
        ([result(0, passed, 5 - 5 * passed) for passed in (0, 1, 0, 1, 1)], "does worse here"),
        ([result(0, passed, 5 * passed) for passed in (0, 1, 0, 1, 1)], ""),
    ],
    ids=["everyone", "no one", "upside down", "as it should be"],
)
def test_a_flag_tells_a_teacher_where_to_look(results, words):
    flag = items(*results)["hard"].flag
    assert words in flag
    assert bool(flag) == bool(words)


def test_what_could_not_be_graded_says_nothing_about_the_checks():
    results = [result(1, 1, 5), result(0, 0, 0, status="unreadable"), {"status": "grader_fault", "exercises": []}]
    assert items(*results)["hard"].students == 1
    assert statistics([]) == []


@pytest.fixture
def run(assignment, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")

    def audit_class(*arguments):
        status = main(["audit", "--course", str(assignment.course.root), "--jobs", "1", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return audit_class


def test_a_folder_of_submissions_is_graded_first(assignment, run, tmp_path):
    folder = tmp_path / "handed_in"
    folder.mkdir()
    for number, body in enumerate(["((a - b) ** 2).mean()", "((a - b) ** 2).sum()", "0"]):
        (folder / f"{number}.py").write_text(f"def {EXERCISE}(a, b):\n    return {body}\n", encoding="utf-8")
    status, out, _ = run(ID, "--class", folder, "--json", tmp_path / "items.json")
    assert status == 0
    assert "first_lesson: 3 graded submissions" in out
    found = {one["check"]: one for one in json.loads((tmp_path / "items.json").read_text())[ID]}
    assert found["is_right_on_other_data"]["difficulty"] == pytest.approx(1 / 3)
    assert found[""]["exercise"] == EXERCISE


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "cannot be read as JSON"),
        ("{}", "is no list of results; `autograder grade-files"),
        ("[]", "holds no result"),
    ],
)
def test_what_is_no_class_is_refused(run, tmp_path, content, words):
    path = tmp_path / "results.json"
    path.write_text(content, encoding="utf-8")
    status, _, err = run(ID, "--class", path)
    assert status == 2
    assert words in err


def test_a_folder_of_files_needs_to_know_of_which_assignment(run, tmp_path):
    assert "name the one assignment that they belong to" in run("--class", tmp_path)[2]
    assert "is neither a file of results nor a folder" in run("--class", tmp_path / "nowhere")[2]
