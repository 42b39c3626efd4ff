"""What runs at Gradescope, in a container of its own for each submission.

``python -m autograder.gradescope.harness BASE`` grades ``BASE/submission`` with what was unpacked to ``BASE/source``
and writes ``BASE/results/results.json``. With ``--check`` it grades the solution, which must get every point: a zip
that cannot grade is found out when it is uploaded. Standard output is for the instructor alone.
"""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from autograder._sandbox.levels import Level, available, why_not_stronger
from autograder.collecting.collect import Submission, collect_folder
from autograder.course import Assignment, Course
from autograder.errors import OurFault, UserError
from autograder.files import write_whole
from autograder.gradescope.report import report
from autograder.gradescope.settings import FILE, Settings, read_settings
from autograder.grading import Grader
from autograder.pages.rendering import plain
from autograder.results import Status
from course_kit.collecting import CheckFileError


def main(arguments: Sequence[str]) -> int:
    """Run one of the two jobs; return the exit status, 0 if it was done."""
    base, *more = arguments
    try:
        return check(_source(Path(base))) if more == ["--check"] else grade(Path(base))
    except (UserError, OurFault, CheckFileError) as error:
        print(f"autograder: {error}")
        return 1


def grade(base: Path, level: Level | None = None) -> int:
    """Grade the submission and write its results.

    Args:
        base: The folder that Gradescope calls ``/autograder``.
        level: How student code is isolated; the strongest level that holds here if left out.
    """
    settings, assignment = _open(_source(base))
    level = _allowed(level or available()[0], settings)
    submission = collect_folder("submission", base / "submission", assignment.id)
    with Grader(assignment, level) as grader:
        if not level.keeps_secrets:
            _forget(assignment)
        result = grader.grade(submission)
    said = plain(result.reason)
    print(f"{assignment.id}: {result.status}, {result.score} of {result.max_score}, isolation {level}. {said}".rstrip())
    if result.status is Status.GRADER_FAULT:
        return 1
    write_whole(base / "results" / "results.json", msgspec.json.encode(report(result, settings.hidden)))
    return 0


def check(source: Path) -> int:
    """Grade the solution; it must get every point."""
    settings, assignment = _open(source)
    level = _allowed(available()[0], settings)
    with Grader(assignment, level) as grader:
        result = grader.grade(Submission("the solution", assignment.solution))
    print(f"The solution gets {result.score} of {result.max_score} points. Isolation: {level} ({level.means}).")
    if why_not_stronger():
        print(f"Isolation is not stronger because {why_not_stronger()}.")
    return int(result.score != result.max_score)


def _source(base: Path) -> Path:
    """Return where the zip was unpacked: beside the copied script, or, while the container is made, around it."""
    return base / "source" if (base / "source" / FILE).is_file() else base


def _open(source: Path) -> tuple[Settings, Assignment]:
    settings = read_settings(source)
    return settings, Course(source / "course").assignment(settings.assignment)


def _allowed(level: Level, settings: Settings) -> Level:
    required = settings.require_isolation
    if required and not level.at_least(Level(required)):
        raise OurFault(f"isolation here is level {level}, and {required} is required: {why_not_stronger()}.")
    return level


def _forget(assignment: Assignment) -> None:
    """Remove what student code could read at a level that does not keep it from reading.

    The grader has everything in memory by now, and the container is thrown away after this one submission.
    """
    for folder in (assignment.secret, assignment.solution.parent):
        shutil.rmtree(folder)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
