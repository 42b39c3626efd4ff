"""What a person at a terminal sees: a progress bar and a table."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder.results import Result, Status, Verdict
from autograder.words import plural, printable

Item = TypeVar("Item")


def progress(items: Iterable[Item], total: int, what: str, finished: Callable[[], int] | None = None) -> Iterator[Item]:
    """Yield the items, with a progress bar on standard error if that is a terminal; Ctrl-C says how far it got.

    Args:
        items: What is worked on.
        total: How many there are.
        what: What is done to them, in words.
        finished: Tells how many need not be done again; as many as were yielded if left out.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    done = 0
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task(what, total=total)
            for item in items:
                yield item
                done += 1
                bar.advance(task)
    except KeyboardInterrupt:
        console.print(f"Stopped after {finished() if finished else done} of {total}.", highlight=False)
        raise


# A table longer than a few screens is not read; the CSV and the JSON have every row.
LONGEST_TABLE = 60


class Board:
    """Collects what is worth telling about the results, in memory that does not grow with the class."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, str]] = []
        self._statuses = Counter[Status]()
        self._scored = 0
        self._points = 0
        self._possible = 0
        self._absent = 0

    @property
    def any_fault(self) -> bool:
        """Whether a result is the grader's own fault."""
        return self._statuses[Status.GRADER_FAULT] > 0

    @property
    def any_absent(self) -> bool:
        """Whether a path was named that does not exist."""
        return self._absent > 0

    def add(self, result: Result, *, absent: bool = False) -> None:
        """Take note of a result; of a path that does not exist it is nobody's."""
        if absent:
            self._absent += 1
        else:
            self._statuses[result.status] += 1
        if result.status is Status.GRADED and result.score is not None:
            self._scored += 1
            self._points += result.score
            self._possible = result.max_score
        if len(self._rows) < LONGEST_TABLE:
            score = "-" if result.score is None else str(result.score)
            row = (result.submission, f"{score} / {result.max_score}", first_reason(result))
            self._rows.append((printable(row[0]), row[1], printable(row[2])))

    def print(self) -> None:
        """Print a line a submission (score, and the first reason why it is not full), then a summary."""
        console = Console()
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column("Submission", overflow="fold")
        table.add_column("Score", justify="right", no_wrap=True)
        table.add_column("First reason", overflow="fold")
        for name, score, reason in self._rows:
            table.add_row(escape(name), score, escape(reason))
        console.print(table)
        total = self._statuses.total()
        if total + self._absent > len(self._rows):
            console.print(f"... and {total + self._absent - len(self._rows):,} more.", highlight=False)
        mean = f", mean {self._points / self._scored:.1f} of {self._possible}" if self._scored else ""
        if mean and self._scored < total:
            mean += f" over the {self._scored:,} graded"
        absent = f"; {plural(self._absent, 'path does', 'paths do')} not exist" if self._absent else ""
        unreadable = _count(self._statuses[Status.UNREADABLE], "unreadable")
        faults = _count(self._statuses[Status.GRADER_FAULT], "not graded through our own fault")
        number = plural(total, "submission", "submissions")
        console.print(f"{number}{mean}{unreadable}{faults}{absent}.", highlight=False)


def _count(number: int, what: str) -> str:
    return f", {number:,} {what}" if number else ""


def first_reason(result: Result) -> str:
    """Return why a submission has not all its points, in one sentence; nothing if it has."""
    if result.reason:
        return result.reason
    missed = [check for one in result.exercises for check in one.checks if check.verdict is not Verdict.PASSED]
    return missed[0].message if missed else ""
