"""``autograder sandbox``: how student code is isolated on this machine, and the proof."""

import argparse
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from autograder._sandbox.conformance import ATTEMPTS, Tried, try_everything
from autograder._sandbox.levels import Level, available, why_not_stronger
from autograder.course import Course

NAME = "sandbox"
HELP = "tell how student code is isolated here, and try to break out at every level"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options; it has none."""
    del parser


def run(course: Course, given: argparse.Namespace) -> int:
    """Make every attempt at every level that holds here; exit status 1 if one goes through that must not."""
    del course, given
    levels = available()
    best = levels[0]
    tried = {level: list(try_everything(level)) for level in levels}
    console = Console()
    console.print(_table(levels, tried))
    console.print(f"Isolation here: level [bold]{best}[/bold] ({best.means}).", highlight=False)
    if why_not_stronger():
        console.print(f"Not stronger because {why_not_stronger()}.", highlight=False)
    if not best.keeps_secrets:
        console.print("At this level student code can read the hidden checks. --require-isolation B refuses to grade.")
    return int(not all(one.conforms for results in tried.values() for one in results))


def _table(levels: Sequence[Level], tried: dict[Level, list[Tried]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Student code tries to")
    for level in levels:
        table.add_column(str(level), justify="center")
    for index, attempt in enumerate(ATTEMPTS):
        table.add_row(attempt.name, *(_word(tried[level][index]) for level in levels))
    return table


def _word(one: Tried) -> str:
    if one.stopped:
        return "stopped"
    return "[yellow]can[/yellow]" if one.conforms else "[bold red]CAN, MUST NOT[/bold red]"
