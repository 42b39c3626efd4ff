"""A command starts without what only other commands need."""

import subprocess
import sys

import pytest

# Each takes from half a second to several to import.
HEAVY = ("nbgrader", "nbformat", "nbconvert", "jsonschema", "sqlalchemy", "sklearn", "jupyterlab", "cosmic_ray")


@pytest.mark.parametrize("module", ["autograder.cli", "autograder.grading"])
def test_the_command_line_imports_nothing_heavy(module):
    script = f"import sys, {module}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(done.stdout.split())
