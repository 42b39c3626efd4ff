"""``autograder grade-files``: loose files in, a table or JSON out; no course database."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import msgspec

from autograder import console
from autograder.collecting.collect import collect_files
from autograder.commands import options
from autograder.course import Course
from autograder.errors import OurFault
from autograder.grading import grade_all
from autograder.results import Result

NAME = "grade-files"
HELP = "grade loose notebooks or Python files; no course directory, no database"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("assignment", metavar="ID", help="assignment to grade against")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="notebook (.ipynb) or Python file (.py)")
    parser.add_argument("--json", metavar="FILE", help="write the results as JSON; - is standard output")
    options.grading(parser)


def run(course: Course, given: argparse.Namespace) -> int:
    """Grade the files; exit status 1 if a result is our own fault, 2 if a path does not exist."""
    submissions = collect_files(given.paths)
    results = grade_all(course.assignment(given.assignment), submissions, given.jobs, options.isolation(given))
    board = console.Board()
    with _json_list(given.json) as write:
        shown = console.progress(results, len(submissions), f"Grading {given.assignment}")
        for submission, result in zip(submissions, shown, strict=True):
            write(result)
            board.add(result, absent=submission.path is None)
    if given.json != "-":
        board.print()
    if board.any_fault:
        return 1
    return 2 if board.any_absent else 0


@contextmanager
def _json_list(target: str | None) -> Iterator[Callable[[Result], None]]:
    """Write results as they come, a JSON list with one object a line; a file appears when it is whole."""
    if target is None:
        yield lambda _: None
        return
    part = None if target == "-" else Path(f"{target}.part")
    try:
        with part.open("w", encoding="utf-8") if part else nullcontext(sys.stdout) as file:
            separator = "[\n"

            def write(result: Result) -> None:
                nonlocal separator
                file.write(separator + msgspec.json.encode(result).decode())
                separator = ",\n"

            yield write
            file.write("\n]\n")
        if part:
            part.replace(target)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OurFault(f"{target} cannot be written: {error.strerror}.") from None
    finally:
        if part:
            part.unlink(missing_ok=True)
