"""``autograder build``: source -> release, solutions, Images."""

import argparse

from rich.console import Console

from autograder.course import Course

NAME = "build"
HELP = "make release/, solutions/ and Images/ from source/"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("assignments", nargs="*", metavar="ID", help="assignments to build (default: all)")
    parser.add_argument("--check", action="store_true", help="write nothing; fail on anything stale and name it")
    parser.add_argument("--force", action="store_true", help="execute and draw again even if nothing has changed")


def run(course: Course, given: argparse.Namespace) -> int:
    """Build, or check that everything is fresh; exit status 1 if something is not."""
    from autograder.building.build import build  # noqa: PLC0415 - nbgrader takes a second to import

    written: list[str] = []
    with Console(stderr=True).status("starting") as status:
        problems = build(
            course, given.assignments, check=given.check, force=given.force, say=status.update, wrote=written.append
        )
    for place in written:
        print(f"wrote {place}")
    for problem in problems:
        print(problem)
    if not problems:
        names = ", ".join(given.assignments or course.ids())
        Console(stderr=True).print(f"Everything is up to date: {names}.", highlight=False)
    return int(bool(problems))
