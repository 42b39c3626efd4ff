"""``autograder grade-files``: loose files in, a table or JSON out; no course database."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from autograder import console
from autograder.collect import collect_files
from autograder.commands import options
from autograder.course import Course
from autograder.errors import OurFault
from autograder.grading import grade_all
from autograder.results import Result, Status

NAME = "grade-files"
HELP = "grade loose notebooks or Python files; no course directory, no database"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("assignment", metavar="ID", help="assignment to grade against")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="notebook (.ipynb) or Python file (.py)")
    parser.add_argument("--json", metavar="FILE", help="write the results as JSON; - is standard output")
    options.grading(parser)


def run(course: Course, given: argparse.Namespace) -> int:
    """Grade the files; exit status 1 if a result is our own fault."""
    submissions = collect_files(given.paths)
    results = grade_all(course.assignment(given.assignment), submissions, given.jobs, options.isolation(given))
    seen = list(console.progress(results, len(submissions), f"Grading {given.assignment}"))
    if given.json:
        _write_json(seen, given.json)
    if given.json != "-":
        console.print_results(seen)
    return int(any(result.status is Status.GRADER_FAULT for result in seen))


def _write_json(results: Iterable[Result], target: str) -> None:
    text = "".join(_json_list(results))
    if target == "-":
        sys.stdout.write(text)
        return
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OurFault(f"{target} cannot be written: {error.strerror}.") from None


def _json_list(results: Iterable[Result]) -> Iterator[str]:
    """Yield a JSON list with one object a line, which tools that read line by line can follow too."""
    yield "["
    for index, result in enumerate(results):
        yield ("," if index else "") + "\n" + msgspec.json.encode(result).decode()
    yield "\n]\n"
