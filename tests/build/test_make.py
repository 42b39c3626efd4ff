"""``make``: nothing is installed twice, and a machine it cannot work on is told why in one line."""

import os
import shutil
import subprocess

import pytest
from helpers_build import REPOSITORY

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="GNU make is not installed")


def make(*arguments, folder):
    # `make test` runs these tests: what it tells the makes below it, down to the names of variables, is not for these.
    alone = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    words = ["make", "-f", REPOSITORY / "Makefile", *arguments]
    return subprocess.run(words, cwd=folder, env=alone, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def empty(tmp_path):
    """A folder in which nothing is installed."""
    (tmp_path / "pyproject.toml").write_text("")
    return tmp_path


def program(path, body):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_an_old_python_is_refused_with_the_remedy(empty):
    old = program(empty / "old-python", "exit 1")
    done = make("demo", f"PYTHON={old}", folder=empty)
    assert done.returncode != 0
    assert done.stderr.startswith("This needs Python 3.11 or newer, and finds none. Install one, or name it: ")


def test_a_python_without_venv_is_refused_with_the_remedy(empty):
    bare = program(empty / "bare-python", 'case "$*" in *venv*) exit 1;; esac')
    done = make("test", f"PYTHON={bare}", folder=empty)
    assert done.returncode != 0
    assert "comes without the module venv. On Debian and Ubuntu: sudo apt-get install python3-venv" in done.stderr


@pytest.fixture
def installed(empty):
    """A folder in which everything is installed, as far as make can see."""
    for name in ("autograder", "python", "ruff", "mypy"):
        program(empty / ".venv" / "bin" / name, f'echo {name} "$@"')
    for stamp in (".made", ".installed", ".installed-for-tests"):
        (empty / ".venv" / stamp).touch()
    return empty


def test_demo_installs_nothing_the_second_time(installed):
    assert make("demo", folder=installed).stdout.startswith("autograder demo")


def test_test_runs_lint_types_and_tests_and_installs_nothing_the_second_time(installed):
    said = make("test", folder=installed).stdout.splitlines()
    assert [line.split()[0] for line in said] == ["ruff", "ruff", "mypy", "python"]
    assert said[-1] == "python -m pytest"


def test_a_changed_pyproject_is_installed_again(installed):
    (installed / ".venv" / ".installed").unlink()
    assert "python -m pip install" in make("demo", folder=installed).stdout


def test_continuous_integration_runs_exactly_make_test():
    script = REPOSITORY / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text().rstrip().splitlines()[-1] == "exec make test"
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


def test_pytest_finds_these_tests_by_itself(request):
    # Its default passes over folders called build, and says nothing.
    assert request.node.path.parent.name not in request.config.getini("norecursedirs")
