"""The zip file for Gradescope, unpacked into a folder laid out as theirs, and run there."""

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from helpers_exporting import ENDLESS, EXERCISES, ID, WRONG, notebook

from autograder._sandbox.levels import Level, available
from autograder.cli import main
from autograder.course import Course
from autograder.errors import OurFault
from autograder.gradescope import bundle, harness
from autograder.gradescope.report import report
from autograder.gradescope.settings import Hidden, Settings
from autograder.results import CheckResult, ExerciseResult, Result, Status, Verdict, Visibility

# What a results file may hold, by Gradescope's documentation.
TOP = {
    "score",
    "execution_time",
    "output",
    "output_format",
    "test_output_format",
    "test_name_format",
    "visibility",
    "stdout_visibility",
    "extra_data",
    "leaderboard",
    "tests",
}
TEST = {
    "score",
    "max_score",
    "status",
    "name",
    "name_format",
    "number",
    "output",
    "output_format",
    "tags",
    "visibility",
    "extra_data",
}
SHOWN = {"visible", "hidden", "after_due_date", "after_published"}

# Tries to give itself every point, and to tell the student what the checks are.
HOSTILE = """
import glob, json, os
for place in ("/autograder", os.getcwd(), "{base}"):
    for name in ("results/results.json", "results.json", "source/settings.json"):
        try:
            with open(os.path.join(place, name), "w") as file:
                json.dump({{"score": 1000}}, file)
        except OSError:
            pass
for root, _, names in os.walk("{base}/source"):
    for name in names:
        try:
            print(open(os.path.join(root, name)).read())
            os.unlink(os.path.join(root, name))
        except OSError:
            pass

def initialize_parameters_zeros(layers_dims):
    raise ValueError(f"the hidden input is {{layers_dims}}")
"""


@pytest.fixture(scope="module")
def archive(template, tmp_path_factory):
    path = tmp_path_factory.mktemp("zip") / "gradescope.zip"
    assert main(["gradescope", ID, "--output", str(path), "--course", str(template.root)]) == 0
    return path


def lay_out(archive, base):
    """Do what Gradescope does before `run_autograder`: unpack, with permissions, and copy the script."""
    (base / "submission").mkdir(parents=True)
    (base / "results").mkdir()
    (base / "submission_metadata.json").write_text("{}")
    with zipfile.ZipFile(archive) as files:
        for info in files.infolist():
            path = Path(files.extract(info, base / "source"))
            path.chmod(stat.S_IMODE(info.external_attr >> 16))
    shutil.copy(base / "source" / "run_autograder", base)
    return base


@pytest.fixture
def base(archive, tmp_path):
    return lay_out(archive, tmp_path / "autograder")


def run(base, *options, script="run_autograder"):
    """Run the script as Gradescope does, but with this Python."""
    return subprocess.run(
        [base / script, *options],
        cwd=base,
        env={"PATH": os.environ["PATH"], "HOME": str(base), "AUTOGRADER_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def results_of(base):
    found = json.loads((base / "results" / "results.json").read_text())
    assert set(found) <= TOP
    assert {found["visibility"], found["stdout_visibility"]} <= SHOWN
    for test in found["tests"]:
        assert set(test) <= TEST
        assert test["visibility"] in SHOWN
        assert test["status"] in ("passed", "failed")
        assert 0 <= test["score"] <= test["max_score"]
    return found


def graded(base, content):
    """Hand something in, run the script, and return the results."""
    (base / "submission" / f"{ID}.ipynb").write_text(content)
    done = run(base)
    assert done.returncode == 0, done.stdout + done.stderr
    return results_of(base)


def graded_here(base, content, name=f"{ID}.ipynb"):
    """Do the same in this process, which is quicker."""
    (base / "submission" / name).write_text(content)
    assert harness.grade(base) == 0
    return results_of(base)


def test_a_right_submission_gets_every_point(base, template):
    found = graded(base, notebook(template))
    assert found["score"] == sum(test["score"] for test in found["tests"]) == 30
    assert {test["status"] for test in found["tests"]} == {"passed"}
    assert found["output"] == ""


def test_a_wrong_exercise_costs_its_points_and_says_why(base, template):
    found = graded(base, notebook(template, initialize_parameters_zeros=WRONG))
    assert found["score"] == sum(test["score"] for test in found["tests"]) == 20
    failed = [test for test in found["tests"] if test["status"] == "failed"]
    assert {test["name"].split(":")[0] for test in failed} == {EXERCISES[0]}
    public = next(test for test in failed if "on new data" not in test["name"])
    assert public["output"].startswith("Not yet.\n")
    assert "Hint: " in public["output"]


def test_the_score_is_the_one_that_grade_files_gives(base, template, tmp_path, capsys):
    content = notebook(template, initialize_parameters_he=WRONG.replace("zeros", "he"))
    found = graded_here(base, content)
    capsys.readouterr()
    (tmp_path / "same.ipynb").write_text(content)
    assert (
        main(
            [
                "grade-files",
                ID,
                str(tmp_path / "same.ipynb"),
                "--json",
                "-",
                "--jobs",
                "1",
                "--course",
                str(template.root),
            ]
        )
        == 0
    )
    (ours,) = json.loads(capsys.readouterr().out)
    assert found["score"] == ours["score"]
    assert [test["score"] for test in found["tests"]] == [
        check["points"] for exercise in ours["exercises"] for check in exercise["checks"]
    ]


def test_a_hostile_submission_gets_no_point_and_learns_nothing(base, template):
    before = {path: path.read_bytes() for path in (base / "source").rglob("*") if path.is_file()}
    found = graded(base, notebook(template, initialize_parameters_zeros=HOSTILE.format(base=base)))
    assert found["score"] == 20
    text = json.dumps(found)
    assert "def test_" not in text
    hidden = [test for test in found["tests"] if "on new data" in test["name"] and test["status"] == "failed"]
    assert hidden
    assert not any("the hidden input is" in test["output"] for test in hidden)
    if available()[0].keeps_secrets:
        assert {path: path.read_bytes() for path in (base / "source").rglob("*") if path.is_file()} == before


def test_a_submission_without_end_is_graded(base, template):
    assert graded_here(base, notebook(template, initialize_parameters_zeros=ENDLESS))["score"] == 20


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (f"{ID}.ipynb", '{"cells": [', "The notebook breaks off in the middle"),
        ("essay.docx", "words", f"There is no notebook in the folder; hand in {ID}.ipynb."),
    ],
    ids=["truncated", "essay"],
)
def test_an_unreadable_submission_says_so_and_has_no_tests(base, name, content, said):
    found = graded_here(base, content, name)
    assert (found["score"], found["tests"]) == (0, [])
    assert f"could not be read: {said}" in found["output"]


def test_a_notebook_in_a_folder_is_found(base, template):
    (base / "submission" / "my work").mkdir()
    assert graded_here(base, notebook(template), f"my work/{ID}.ipynb")["score"] == 30


def test_a_fault_of_ours_is_no_score(base, template):
    checks = base / "source" / "course" / "autograder" / "assignments" / ID / "hidden_checks.py"
    checks.write_text("import nothing_of_that_name\n")
    (base / "submission" / f"{ID}.ipynb").write_text(notebook(template))
    done = run(base)
    assert done.returncode == 1
    assert "hidden_checks.py" in done.stdout
    assert not (base / "results" / "results.json").exists()


def test_files_of_the_student_are_never_imported(base, template):
    for place in (base, base / "submission"):
        for name in ("numpy.py", "autograder.py", "sitecustomize.py"):
            (place / name).write_text("raise SystemExit('imported')")
    assert graded(base, notebook(template))["score"] == 30


@pytest.mark.skipif(not available()[0].at_least(Level.C), reason="system calls cannot be filtered here")
def test_where_student_code_can_read_the_checks_are_gone_before_it_runs(base, template, capsys):
    snoop = f"""
import os
found = [name for _, _, names in os.walk("{base}") for name in names]

def initialize_parameters_zeros(layers_dims):
    raise ValueError(repr([name for name in found if name.endswith(("hidden_checks.py", ".ipynb"))]))
"""
    (base / "submission" / f"{ID}.ipynb").write_text(notebook(template, initialize_parameters_zeros=snoop))
    assert harness.grade(base, Level.C) == 0
    found = results_of(base)
    assert found["extra_data"]["isolation"] == "C"
    assert found["score"] == 20
    said = json.dumps(found["tests"])
    assert f"{ID}.ipynb" in said, "it could look around"
    assert "hidden_checks.py" not in said
    assert not (base / "source" / "course" / "solutions" / ID).exists()


def test_too_weak_an_isolation_is_no_score(base, template, capsys):
    settings = json.loads((base / "source" / "settings.json").read_text()) | {"require_isolation": "B"}
    (base / "source" / "settings.json").write_text(json.dumps(settings))
    (base / "submission" / f"{ID}.ipynb").write_text(notebook(template))
    with pytest.raises(OurFault, match="isolation here is level D, and B is required"):
        harness.grade(base, Level.D)
    assert not (base / "results" / "results.json").exists()


def test_a_zip_that_cannot_grade_is_found_out_at_once(base):
    done = run(base, "--check", script="source/run_autograder")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The solution gets 30 of 30 points. Isolation: " in done.stdout
    solution = base / "source" / "course" / "solutions" / ID / f"{ID}.ipynb"
    solution.write_text(solution.read_text().replace("np.zeros", "np.ones"))
    assert run(base, "--check", script="source/run_autograder").returncode == 1


def test_the_same_assignment_gives_the_same_bytes(template, tmp_path):
    copied = Course(tmp_path / "elsewhere")
    shutil.copytree(template.root, copied.root, copy_function=shutil.copyfile)
    for course, name in ((template, "one.zip"), (copied, "other.zip")):
        bundle.write_bundle(tmp_path / name, course.assignment(ID), Settings(ID))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_the_zip_holds_the_scripts_at_its_root_and_nothing_of_the_instructors(archive):
    with zipfile.ZipFile(archive) as files:
        modes = {info.filename: stat.S_IMODE(info.external_attr >> 16) for info in files.infolist()}
        config = files.read("course/nbgrader_config.py")
        first = files.read("setup.sh")[:2], files.read("run_autograder")[:2]
        wanted = files.read("requirements.txt").decode().split()
    assert first == (b"#!", b"#!")
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert modes["settings.json"] == 0o644
    assert b"get_config" not in config
    assert "packages/course_kit/__init__.py" in modes
    assert not [name for name in modes if "gradebook.db" in name or "__pycache__" in name]
    assert not [
        name
        for name in modes
        if name.startswith(("packages/autograder/assignments", "course/source")) and ".ipynb" in name
    ]
    assert {name.split("/")[3] for name in modes if name.startswith("course/autograder/assignments/")} == {ID}
    assert all("==" in line for line in wanted)
    assert not [line for line in wanted if line.startswith(("nbgrader", "jupyterlab"))]


def test_grading_there_imports_nothing_that_is_not_installed_there():
    code = "import sys, autograder.gradescope.harness; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not bundle.LEFT_OUT & set(done.stdout.split())


@pytest.mark.parametrize("script", ["setup.sh", "run_autograder"])
def test_the_scripts_are_bash(script):
    path = Path(bundle.__file__).with_name("files") / script
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0
    assert b"\r" not in path.read_bytes()


def test_setting_up_installs_the_list_and_then_tries_the_solution():
    lines = (Path(bundle.__file__).with_name("files") / "setup.sh").read_text().splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in lines[:4]
    assert any(line.startswith("apt-get update") for line in lines)
    assert any("pip install" in line and "-r requirements.txt" in line for line in lines)
    assert lines[-1] == "./run_autograder --check"


def test_an_assignment_that_was_not_built_is_one_clear_line(course, tmp_path, capsys):
    shutil.rmtree(course.root / "solutions")
    assert main(["gradescope", ID, "--output", str(tmp_path / "x.zip")]) == 1
    assert f"run `autograder build {ID}`" in capsys.readouterr().err
    assert not (tmp_path / "x.zip").exists()


def check_result(visibility, passed):
    verdict = Verdict.PASSED if passed else Verdict.RAISED
    said = ("", "") if passed else ("It raised ValueError: [3, 2, 1].", "Look again.")
    return CheckResult("claim", "It holds.", visibility, verdict, 2 * passed, 2, *said)


def result(**more):
    public, hidden = check_result(Visibility.PUBLIC, passed=True), check_result(Visibility.HIDDEN, passed=False)
    exercise = ExerciseResult("double", 2, 4, (public, hidden), hint="Think.")
    values = {"submission": "s", "assignment": ID, "status": Status.GRADED, "score": 2, "max_score": 4}
    values |= {"isolation": "B", "seed": 1, "seconds": 0.5, "exercises": (exercise,)}
    return Result(**values | more)


@pytest.mark.parametrize(
    ("hidden", "visibility", "tells"),
    [
        (Hidden.VERDICT, "visible", False),
        (Hidden.FULL, "visible", True),
        (Hidden.AFTER_DUE_DATE, "after_due_date", True),
        (Hidden.AFTER_PUBLISHED, "after_published", True),
        (Hidden.HIDDEN, "hidden", True),
    ],
)
def test_hidden_checks_are_shown_as_the_instructor_decides(hidden, visibility, tells):
    public, secret = report(result(), hidden)["tests"]
    assert (public["visibility"], secret["visibility"]) == ("visible", visibility)
    assert ("[3, 2, 1]" in secret["output"]) is tells
    assert secret["output"].startswith("Stopped with an error.")
    assert secret["output"].endswith("Hint: Look again.")


def test_the_known_mistake_and_cells_that_do_not_run_are_told():
    found = report(result(notes=tuple(f"Cell {index} failed." for index in range(25))), Hidden.FULL)["output"]
    assert found.startswith("double looks like this: Think.\nCell 0 failed.\n")
    assert found.endswith("... and 5 more cells that could not be run.")


def test_nothing_that_a_student_wrote_steers_or_reorders_the_text():
    found = report(result(notes=("Cell 1: \x1b[2J\u202e evil",)), Hidden.FULL)
    assert not {"\x1b", "\u202e"} & set(found["output"])
    assert {found["output_format"], found["test_output_format"], found["test_name_format"]} == {"text"}


def test_a_fault_of_ours_cannot_be_reported():
    with pytest.raises(ValueError, match="not a result"):
        report(result(status=Status.GRADER_FAULT, score=None), Hidden.FULL)


def test_settings_survive_the_zip(template, tmp_path):
    options = ["--hidden", "after_due_date", "--require-isolation", "B", "--course", str(template.root)]
    assert main(["gradescope", ID, "--output", str(tmp_path / "x.zip"), *options]) == 0
    with zipfile.ZipFile(tmp_path / "x.zip") as files:
        files.extract("settings.json", tmp_path)
    assert harness.read_settings(tmp_path) == Settings(ID, Hidden.AFTER_DUE_DATE, "B")
