"""``autograder grade --dry-run``: who would change and by how much, and nothing written."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder import console
from autograder.course import Assignment
from autograder.gradebook.classroom import open_classroom
from autograder.gradebook.differences import Change, Step, compare, read_entered
from autograder.pages.rendering import plain
from autograder.publishing.publish import storable
from autograder.results import Result, Status
from autograder.words import plural

_UNKNOWN = "-"


def show_differences(assignment: Assignment, results: Iterator[Result]) -> bool:
    """Compare results with the gradebook, print the differences, and tell whether the grader failed anywhere.

    Raises:
        OurFault: The gradebook cannot be read.
    """
    entered = read_entered(open_classroom(assignment.course.root).db_url, assignment.id)
    changes, seen, faults = [], Counter[Status](), 0
    for result in results:
        seen[result.status] += 1
        change = compare(result, entered.get(storable(result.submission)), assignment.manifest)
        if change:
            faults += change.after is None
            changes.append(change)
    terminal = Console()
    shown = [one for one in changes if one.before is not None or one.reason]
    new = [one for one in changes if one.before is None and not one.reason]
    # Everybody is new to an empty gradebook, and a list of that length says nothing.
    listed = [*shown, *new[: max(console.LONGEST_TABLE - len(shown), 0)]]
    if listed:
        terminal.print(_table(listed))
    if len(listed) < len(changes):
        terminal.print(f"... and {len(changes) - len(listed):,} more who are new.", highlight=False)
    terminal.print(_summary(changes, seen), highlight=False)
    return faults > 0


def _table(changes: Sequence[Change]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Student", overflow="fold")
    for title in ("Now", "Then", "Change"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("Because", overflow="fold")
    for one in changes:
        cells = (_points(one.before), _points(one.after), _difference(one), "; ".join(_reasons(one)))
        table.add_row(escape(plain(one.student, 200)), *map(escape, cells))
    return table


def _points(points: float | None) -> str:
    return _UNKNOWN if points is None else f"{points:g}"


def _difference(change: Change) -> str:
    if change.after is None:
        return "none"
    return "new" if change.before is None else f"{change.after - change.before:+g}"


def _reasons(change: Change) -> Iterator[str]:
    if change.after is None:
        yield f"the grader failed: {plain(change.reason)}"
    elif change.reason:
        yield f"it cannot be read: {plain(change.reason)}"
    yield from map(_step, change.steps)


def _step(step: Step) -> str:
    kept = "" if step.kept is None else f" (the {step.kept:g} that a person entered stays)"
    return f"{step.exercise} {_points(step.before)} → {_points(step.after)}{kept}"


def _summary(changes: Sequence[Change], seen: Counter[Status]) -> str:
    known = [one.after - one.before for one in changes if one.before is not None and one.after is not None]
    up, down = sum(by > 0 for by in known), sum(by < 0 for by in known)
    new = sum(one.before is None and one.after is not None for one in changes)
    submissions = plural(seen.total(), "submission", "submissions")
    unreadable = f", {seen[Status.UNREADABLE]:,} unreadable" if seen[Status.UNREADABLE] else ""
    counts = f"{up:,} up, {down:,} down, {new:,} new"
    return f"{submissions}{unreadable}; late penalties left out: {counts}. Nothing was written."
