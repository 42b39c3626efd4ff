"""``autograder demo``: the main job on a made-up class."""

import argparse
from pathlib import Path

from autograder.commands import options
from autograder.course import Course

NAME = "demo"
HELP = "make a class of 40 with right, wrong, broken and hostile notebooks, and grade it"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("assignment", nargs="?", metavar="ID", help="assignment (default: the first one)")
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="where to make the class (default: demo/ in the course)"
    )
    options.grading(parser)


def run(course: Course, given: argparse.Namespace) -> int:
    """Make the class, grade it, and say where the pages are."""
    from autograder.demo import run_demo  # noqa: PLC0415 - brings in nbgrader

    assignment = course.assignment(given.assignment or next(iter(course.ids()), ""))
    return run_demo(assignment, given.folder or course.root / "demo", given.jobs, options.isolation(given))
