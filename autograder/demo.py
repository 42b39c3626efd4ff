"""``autograder demo``: the main job on a class that does not exist."""

import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder import console
from autograder._sandbox.levels import Level
from autograder.collecting.collect import collect_course
from autograder.course import Assignment
from autograder.errors import UserError
from autograder.grading import grade_all
from autograder.made_up_class import make_class
from autograder.manifest import Manifest
from autograder.pages.rendering import plain
from autograder.publishing.publish import class_page_path, csv_path, publish
from autograder.results import Result, Status

# A folder that holds this file was made here, and may be made anew.
MARKER = ".made-by-autograder-demo"

# From this width on, columns, a row of the table stays on one line.
WIDE = 110


def run_demo(assignment: Assignment, folder: Path, jobs: int = 0, level: Level | None = None, size: int = 40) -> int:
    """Make a class, grade it into a gradebook, and show what came out.

    Args:
        assignment: What the class hands in.
        folder: Where; made anew if it is there from an earlier demo.
        jobs: Processes that grade at once; one a core if 0.
        level: How student code is isolated; the strongest level that holds here if left out.
        size: Number of students.

    Returns:
        The exit status: 1 if a result is our own fault.

    Raises:
        UserError: The folder holds something else, or cannot be made.
    """
    _make_room(folder)
    kinds = dict(make_class(assignment, folder, size))
    submissions = collect_course(folder / "submitted", assignment.id)
    terminal = Console()
    if not terminal.is_terminal:
        terminal.width = 132
    terminal.print(f"Made a class of {len(submissions)} in {escape(str(folder / 'submitted'))}/.", highlight=False)
    began = time.monotonic()
    results = zip(submissions, grade_all(assignment, submissions, jobs, level), strict=True)
    shown = console.progress(results, len(submissions), f"Grading {assignment.id}")
    seen = list(publish(folder, assignment, shown))
    seconds = time.monotonic() - began
    terminal.print(_table(seen, kinds, assignment.manifest, one_line=terminal.width >= WIDE))
    for line in _summary(seen, seconds, assignment, folder):
        terminal.print(line, highlight=False, soft_wrap=True)
    return int(any(result.status is Status.GRADER_FAULT for result in seen))


def _make_room(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / MARKER).is_file():
            raise UserError(f"{folder} holds something that no demo made; name another folder with --folder DIR.")
        shutil.rmtree(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARKER).touch()
    except OSError as error:
        raise UserError(f"{folder} cannot be made: {error.strerror}.") from None


def _table(results: Sequence[Result], kinds: Mapping[str, str], manifest: Manifest, *, one_line: bool) -> Table:
    """Return a row a student, cut to one line each if asked for: the pages hold the whole text."""
    overflow: Literal["ellipsis", "fold"] = "ellipsis" if one_line else "fold"
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("Student", overflow="fold", no_wrap=one_line)
    table.add_column("Handed in", overflow=overflow, no_wrap=one_line, max_width=30)
    table.add_column("Score", justify="right", no_wrap=True)
    for number, _ in enumerate(manifest.exercises, start=1):
        table.add_column(f"Ex {number}", justify="right", no_wrap=True)
    table.add_column("First reason", overflow=overflow, no_wrap=one_line, ratio=1)
    for result in results:
        table.add_row(*map(escape, _cells(result, kinds[result.submission], manifest)), style=_style(result))
    return table


def _cells(result: Result, kind: str, manifest: Manifest) -> list[str]:
    points = {exercise.name: str(exercise.score) for exercise in result.exercises}
    score = "-" if result.score is None else str(result.score)
    reason = plain(console.first_reason(result))
    return [result.submission, kind, score, *(points.get(one.name, "-") for one in manifest.exercises), reason]


def _style(result: Result) -> str:
    if result.status is not Status.GRADED:
        return "yellow"
    return "green" if result.score == result.max_score else ""


def _summary(results: Sequence[Result], seconds: float, assignment: Assignment, folder: Path) -> list[str]:
    unread = sum(result.status is Status.UNREADABLE for result in results)
    level = ", ".join(sorted({result.isolation for result in results}))
    speed = f"{len(results)} submissions in {seconds:.1f} s ({len(results) / seconds:.1f} a second)"
    lines = [
        "",
        f"{speed}, isolated at level {level}; {unread} could not be read.",
        "",
        f"The class:  {class_page_path(folder, assignment)} (open it in a browser; it leads to every student's page)",
        f"Marks:      {csv_path(folder, assignment)}",
        f"Gradebook:  {folder / 'gradebook.db'} (nbgrader's; notebooks with marks are in {folder / 'autograded'}/)",
    ]
    return [escape(line) for line in lines]
