"""``autograder gradescope``: the zip file with which Gradescope grades an assignment."""

import argparse
from pathlib import Path

from autograder.commands.options import isolation_level
from autograder.course import Course
from autograder.gradescope.settings import Hidden, Settings

NAME = "gradescope"
HELP = "make the autograder zip file of an assignment for Gradescope"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("assignment", metavar="ID", help="assignment to grade at Gradescope")
    parser.add_argument(
        "--output", type=Path, metavar="FILE.zip", help="where to (default: gradescope-ID.zip in the working directory)"
    )
    parser.add_argument(
        "--hidden",
        type=Hidden,
        choices=list(Hidden),
        default=Hidden.VERDICT,
        help="what students see of hidden checks: at once claim, verdict and hint (verdict, the default), or the "
        "message as well (full); everything, but later (after_due_date, after_published); or nothing (hidden)",
    )
    parser.add_argument(
        "--require-isolation",
        type=isolation_level,
        metavar="LEVEL",
        help="refuse to grade at Gradescope if student code cannot be isolated this well; B keeps the checks secret",
    )


def run(course: Course, given: argparse.Namespace) -> int:
    """Write the zip file and say what to do with it."""
    from autograder.gradescope.bundle import write_bundle  # noqa: PLC0415 - brings in nbgrader, which takes a second

    assignment = course.assignment(given.assignment)
    output = given.output or Path(f"gradescope-{assignment.id}.zip")
    settings = Settings(assignment.id, given.hidden, given.require_isolation or "")
    names = write_bundle(output, assignment, settings)
    print(f"wrote {output} ({output.stat().st_size / 1e6:.1f} MB, {len(names)} files)")
    print(f"At Gradescope: a programming assignment of {assignment.manifest.points} points, Configure Autograder.")
    print("Keep it to yourself: it holds the solution and the hidden checks.")
    return 0
