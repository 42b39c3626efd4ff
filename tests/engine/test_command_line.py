"""The command line's contract: what goes in, what comes out, and the exit status."""

import json
import os
import subprocess
import sys

import pytest

from autograder.cli import main

RIGHT = "def f(x):\n    return 2 * x\n\n\ndef g(x):\n    return f(x) + 1\n"
WRONG_F = "def f(x):\n    return 3 * x\n\n\ndef g(x):\n    return f(x) + 1\n"


@pytest.fixture
def run(course, capsys):
    """Run a command in this process with one job; return exit status, standard output and standard error."""

    def run_command(command, *arguments):
        status = main([command, *map(str, arguments), "--course", str(course.root)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run_command


@pytest.fixture
def files(tmp_path):
    """A right file, a wrong one and an unreadable one."""
    contents = {"right.py": RIGHT, "wrong.py": WRONG_F, "broken.ipynb": '{"cells": ['}
    for name, content in contents.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return [tmp_path / name for name in contents]


def test_json_has_one_object_a_submission_in_the_order_given(run, files):
    status, out, _ = run("grade-files", "toy", *reversed(files), "--json", "-")
    results = json.loads(out)
    assert status == 0
    assert [one["submission"] for one in results] == [str(path) for path in reversed(files)]
    assert [one["status"] for one in results] == ["unreadable", "graded", "graded"]
    assert [one["score"] for one in results] == [0, 6, 10]


def test_json_has_every_key_of_the_contract(run, files):
    _, out, _ = run("grade-files", "toy", files[1], "--json", "-")
    (result,) = json.loads(out)
    assert result.keys() >= {
        "schema_version", "submission", "assignment", "status", "score", "max_score", "isolation", "seed", "seconds",
        "exercises",
    }  # fmt: skip
    exercise = result["exercises"][0]
    assert exercise.keys() >= {"name", "score", "max_score", "diagnosis", "checks"}
    check = exercise["checks"][0]
    assert check.keys() >= {"name", "visibility", "verdict", "points", "out_of", "message", "hint"}
    assert (check["verdict"], check["points"], check["hint"]) == ("failed", 0, "Think of twice.")


def test_the_same_submission_gets_the_same_result_twice(run, files):
    first, second = (json.loads(run("grade-files", "toy", *files, "--json", "-")[1]) for _ in range(2))
    for result in (*first, *second):
        del result["seconds"]
    assert first == second


def test_several_processes_give_the_same_results_as_one(run, files):
    one, two = (json.loads(run("grade-files", "toy", *files, "--jobs", n, "--json", "-")[1]) for n in (1, 2))
    assert [result["exercises"] for result in one] == [result["exercises"] for result in two]


def test_a_path_named_twice_is_graded_once(run, files):
    _, out, _ = run("grade-files", "toy", files[0], files[0], "--json", "-")
    assert len(json.loads(out)) == 1


def test_a_path_that_does_not_exist_is_wrong_usage_and_the_others_are_graded(run, files, tmp_path):
    status, out, _ = run("grade-files", "toy", files[0], tmp_path / "mistyped.py", files[2])
    words = " ".join(out.split())
    assert status == 2
    assert words.endswith("2 submissions, mean 10.0 of 10 over the 1 graded, 1 unreadable; 1 path does not exist.")


def test_the_json_file_appears_whole_or_not_at_all(run, files, tmp_path):
    target = tmp_path / "missing_folder" / "results.json"
    status, _, error = run("grade-files", "toy", files[0], "--json", target)
    assert status == 1
    assert error == f"autograder: {target} cannot be written: No such file or directory.\n"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["grade-files", "nowhere", "x.py"], "There is no assignment 'nowhere'", id="unknown_assignment"),
        pytest.param(["grade", "toy"], "submitted does not exist; collect the submissions", id="nothing_collected"),
    ],
)
def test_input_that_stops_the_whole_command_is_status_2_and_one_line(run, arguments, says):
    status, _, error = run(*arguments)
    assert status == 2
    assert says in error
    assert error.count("\n") == 1


def test_outside_a_course_it_says_where_to_go(tmp_path):
    command = [sys.executable, "-m", "autograder", "grade", "toy"]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "lies in no course" in done.stderr
    assert "--course DIR" in done.stderr


def test_loose_files_need_no_course_around_them(tmp_path):
    (tmp_path / "mine.py").write_text("x = 1\n", encoding="utf-8")
    command = [sys.executable, "-m", "autograder", "grade-files", "initialization", "mine.py"]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "mine.py" in done.stdout


@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_a_number_of_jobs_that_is_none_is_refused(run, files, jobs):
    with pytest.raises(SystemExit) as ended:
        run("grade-files", "toy", files[0], "--jobs", jobs)
    assert ended.value.code == 2


def test_an_isolation_level_that_is_none_names_those_that_are(run, files, capsys):
    with pytest.raises(SystemExit) as ended:
        run("grade-files", "toy", files[0], "--require-isolation", "Z")
    assert ended.value.code == 2
    assert "'Z' is no level; there are A to E, the strongest first" in capsys.readouterr().err


def test_a_mistyped_option_is_answered_with_the_usage_of_its_command(run, capsys):
    with pytest.raises(SystemExit) as ended:
        run("grade", "toy", "--stdent", "ann")
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("usage: autograder grade [-h]")
    assert "there is no such option here: --stdent" in said


def test_a_missing_solution_is_one_line_with_the_remedy_whatever_the_number_of_jobs(run, files, toy):
    hidden = toy.solution.with_suffix(".away")
    toy.solution.rename(hidden)
    try:
        for jobs in (1, 2):
            status, _, error = run("grade-files", "toy", *files, "--jobs", jobs)
            assert status == 2
            assert "`autograder build toy` makes it" in error
    finally:
        hidden.rename(toy.solution)


def test_what_a_student_calls_a_file_cannot_steer_the_terminal(run, tmp_path):
    path = tmp_path / "\x1b[2Jgone.py"
    path.write_text(RIGHT, encoding="utf-8")
    _, out, _ = run("grade-files", "toy", path)
    assert "\x1b[2J" not in out
