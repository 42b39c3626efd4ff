"""``check(function)``: run the public checks of one exercise and show what holds and what does not."""

import contextlib
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from course_kit.checking import CallFailed
from course_kit.local_student import LocalStudent
from course_kit.report import Report, Row

CHECK_FILE = "public_checks.py"

# Public checks draw the same numbers at every press of the cell, and when they are graded.
PUBLIC_SEED = 1


class _Nothing:
    """Tells ``check()`` from ``check(None)``."""


def check(function: Any = _Nothing) -> Report | None:
    """Check one exercise and show a table: each claim, whether it holds, why not, a hint, and a picture.

    Args:
        function: The function you wrote, without parentheses: ``check(initialize_parameters_he)``.

    Returns:
        In a notebook the table, which Jupyter shows; in a terminal nothing, for the text is printed.
    """
    report = examine(function)
    if "ipykernel" in sys.modules:
        return report
    print(report.text())
    return None


def examine(function: Any, folder: Path | None = None) -> Report:
    """Run the public checks of one function.

    Args:
        function: The student's function.
        folder: Where the check file lies; the current directory if left out.

    Returns:
        The report; if there is nothing to check, one sentence that says why.
    """
    problem = _not_a_function(function)
    if problem:
        return Report(problem)
    path = (folder or Path.cwd()) / CHECK_FILE
    if not path.is_file():
        return Report(f"{CHECK_FILE} is not in the notebook's folder; put back the one that came with the assignment.")
    file = _collected(path, path.stat().st_mtime_ns)
    name = function.__name__
    checks = [one for one in file.checks if one.claim.exercise == name]
    if not checks:
        known = ", ".join(dict.fromkeys(one.claim.exercise for one in file.checks))
        return Report(f"There is no check for a function called {name}. There are checks for: {known}.")
    student = LocalStudent({name: function}, PUBLIC_SEED)
    with contextlib.redirect_stdout(io.StringIO()):
        rows = tuple(_row(one, student) for one in checks)
        picture, alternative = _drawn(file.pictures.get(name), student)
    return Report(name, rows, picture, alternative)


def _not_a_function(function: Any) -> str:
    example = "for example check(initialize_parameters_he)"
    if function is _Nothing:
        return f"check needs the function you wrote, {example}."
    if isinstance(function, str):
        return f"Give check the function itself, without quotation marks: check({function})."
    if isinstance(function, type):
        return f"check needs a function; {function.__name__} is a class."
    if not callable(function) or not hasattr(function, "__name__"):
        return f"check needs a function, without parentheses after its name, {example}; this is a {type(function).__name__}."
    return ""


def _collected(path: Path, version: int) -> Any:
    from course_kit.collecting import collect_checks  # noqa: PLC0415 - brings in pytest, which only checking needs

    if (path, version) not in _FILES:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            _FILES[path, version] = collect_checks(path)
    return _FILES[path, version]


_FILES: dict[tuple[Path, int], Any] = {}


def _row(one: Any, student: LocalStudent) -> Row:
    outcome = one.run(student, PUBLIC_SEED)
    hint = "" if outcome.verdict == "passed" else one.claim.hint
    return Row(one.sentence, outcome.verdict, one.claim.points, outcome.message, hint)


def _drawn(draw: Callable[[LocalStudent], Any] | None, student: LocalStudent) -> tuple[bytes, str]:
    """Return the exercise's picture as PNG and its text alternative; nothing if what came back cannot be drawn."""
    if draw is None:
        return b"", ""
    buffer = io.BytesIO()
    try:
        draw(student).savefig(buffer, format="png")
    except (AssertionError, CallFailed):
        return b"", ""
    return buffer.getvalue(), " ".join((draw.__doc__ or "").split())
