"""Dependencies: what is imported is declared, with a lower bound and a reason."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from helpers_build import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECLARED = {
    re.split(r"[<>=~! \[;]", line)[0].lower(): line
    for line in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
}
OURS = {"autograder", "course_kit"}


def _normal(name):
    """Return a distribution's name as PyPI spells it."""
    return name.lower().replace("_", "-")


def imported(folder):
    """Return the top-level names that the Python files of a folder import."""
    names, paths = set(), sorted((REPOSITORY / folder).rglob("*.py"))
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add((node.module or "").split(".")[0])
    siblings = {path.stem for path in [*paths, *(REPOSITORY / "tests").rglob("*.py")]}
    return names - OURS - siblings - set(sys.stdlib_module_names)


@pytest.mark.parametrize("folder", ["autograder", "course_kit", "scripts"])
def test_what_is_imported_is_declared(folder):
    known = packages_distributions()
    missing = {name for name in imported(folder) if not {_normal(one) for one in known.get(name, [])} & DECLARED.keys()}
    assert not missing


def test_the_kit_needs_only_what_students_have():
    # Pillow and cycler come with matplotlib, scipy with scikit-learn; IPython is the notebook itself.
    students = {"numpy", "matplotlib", "sklearn", "pytest", "PIL", "cycler", "scipy", "IPython"}
    assert imported("course_kit") <= students


@pytest.mark.parametrize("name", DECLARED)
def test_a_dependency_has_a_lower_bound_and_a_reason(name):
    assert ">=" in DECLARED[name]
    table = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Dependencies")[1].lower()
    assert re.search(rf"^\|[^|]*\b{re.escape(name)}\b[^|]*\| .+\|$", table, re.MULTILINE), f"{name} has no line"
