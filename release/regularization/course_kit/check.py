"""``check(function)``: run the public checks of one exercise and show what holds and what does not."""

import contextlib
import io
import random
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from course_kit.checking import kind
from course_kit.local_student import LocalStudent
from course_kit.report import AS_ABOVE, Report, Row, in_notebook

CHECK_FILE = "public_checks.py"
_PUT_BACK = "put back the one that came with the assignment"

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
    if in_notebook():
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
        return Report(f"{CHECK_FILE} is not in the notebook's folder; {_PUT_BACK}.")
    try:
        file = _collected(path)
    except ModuleNotFoundError as error:
        return Report(
            f"check needs the package {error.name}: run `pip install {error.name}`, then restart the notebook."
        )
    except Exception as error:  # noqa: BLE001 - whatever happened to the file, a traceback of ours helps no student
        return Report(f"{CHECK_FILE} cannot be used ({error}); {_PUT_BACK}.")
    known = list(dict.fromkeys(one.claim.exercise for one in file.checks))
    name = _name_of(function, known)
    if name not in known:
        return Report(f"There is no check for a function called {name}. There are checks for: {', '.join(known)}.")
    if str(getattr(function, "__module__", "")).partition(".")[0] == __package__:
        return Report(f"{name} is still the given one: the cell with yours has not run, or it stopped with an error.")
    student = LocalStudent({name: function}, PUBLIC_SEED)
    with _undisturbed():
        rows = _without_repeats([_row(one, student) for one in file.checks if one.claim.exercise == name])
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
    if not callable(function):
        return f"check needs a function, without parentheses after its name, {example}; this is {kind(function)}."
    return ""


def _name_of(function: Any, known: Sequence[str]) -> str:
    """Return the name by which the notebook knows a function; a lambda or a decorated one has another of its own."""
    name = str(getattr(function, "__name__", type(function).__name__))
    if name in known:
        return name
    notebook = vars(sys.modules["__main__"])
    return next((other for other in known if notebook.get(other) is function), name)


def _collected(path: Path) -> Any:
    """Return the checks of a file, read again if it has changed."""
    from course_kit.collecting import collect_checks  # noqa: PLC0415 - brings in pytest, which only checking needs

    status = path.stat()
    version = (status.st_mtime_ns, status.st_size)
    if _FILES.get(path, ((), None))[0] != version:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            _FILES[path] = (version, collect_checks(path))
    return _FILES[path][1]


_FILES: dict[Path, tuple[tuple[int, ...], Any]] = {}


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep what the function prints and warns about to itself, and leave the notebook's random numbers as they were."""
    ours, numpys = random.getstate(), np.random.get_state()  # noqa: NPY002 - the generator that notebooks draw from
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        random.setstate(ours)
        np.random.set_state(numpys)  # noqa: NPY002


def _row(one: Any, student: LocalStudent) -> Row:
    try:
        outcome = one.run(student, PUBLIC_SEED)
    except Exception as error:  # noqa: BLE001 - a mistake of the check itself, which is not the student's
        message = f"This check itself failed ({type(error).__name__}: {error}); tell your instructor."
        return Row(one.sentence, "grader_fault", one.claim.points, message)
    # A hint is about the claim; of a function that stops, the error says more.
    hint = one.claim.hint if outcome.verdict == "failed" else ""
    return Row(one.sentence, outcome.verdict, one.claim.points, outcome.message, hint)


def _without_repeats(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Say the same reason once: a mistake at the beginning fails every claim."""
    told: set[str] = set()
    kept = []
    for row in rows:
        repeated = row.message in told
        told.add(row.message)
        kept.append(replace(row, message=AS_ABOVE, hint="") if row.message and repeated else row)
    return tuple(kept)


def _drawn(draw: Callable[[LocalStudent], Any] | None, student: LocalStudent) -> tuple[bytes, str]:
    """Return the exercise's picture as PNG and its text alternative; nothing if what came back cannot be drawn."""
    if draw is None:
        return b"", ""
    buffer = io.BytesIO()
    try:
        draw(student).savefig(buffer, format="png")
    except Exception:  # noqa: BLE001 - whatever the function returned: the table says what is wrong with it
        return b"", ""
    return buffer.getvalue(), " ".join((draw.__doc__ or "").split())
