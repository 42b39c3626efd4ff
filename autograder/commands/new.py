"""``autograder new``: the skeleton of an assignment."""

import argparse

from autograder.course import Course

NAME = "new"
HELP = "write a runnable skeleton of a new assignment"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("assignment", metavar="ID", help="its id, one lower-case word with underscores")


def run(course: Course, given: argparse.Namespace) -> int:
    """Write the skeleton and say what to do next."""
    from autograder.building.new import new_assignment  # noqa: PLC0415 - only this command needs it

    for path in new_assignment(course, given.assignment):
        print(f"wrote {path.relative_to(course.root)}")
    print(f"Next: autograder build {given.assignment}")
    return 0
