"""What a person at a terminal sees: a progress bar and a table."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder.results import Result, Verdict

Item = TypeVar("Item")


def progress(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """Yield the items, with a progress bar on standard error if that is a terminal; Ctrl-C says how far it got."""
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
        console.print(f"Stopped after {done} of {total}.", highlight=False)
        raise


def print_results(results: Sequence[Result]) -> None:
    """Print a line a submission: score, score per exercise, and the first reason why it is not full."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Submission", overflow="fold")
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("First reason", overflow="fold")
    for result in results:
        score = "-" if result.score is None else str(result.score)
        table.add_row(escape(_printable(result.submission)), f"{score} / {result.max_score}", escape(_printable(first_reason(result))))
    Console().print(table)


def first_reason(result: Result) -> str:
    """Return why a submission has not all its points, in one sentence; nothing if it has."""
    if result.reason:
        return result.reason
    missed = [check for one in result.exercises for check in one.checks if check.verdict is not Verdict.PASSED]
    return missed[0].message if missed else ""


def _printable(text: str) -> str:
    """Return text that cannot steer a terminal, whatever a student called a file or raised."""
    return "".join(character if character.isprintable() else "�" for character in text)
