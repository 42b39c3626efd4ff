"""``autograder bench``: the speed figures, side by side in one run."""

import argparse
import platform
from importlib.metadata import version

from rich.console import Console
from rich.table import Table

from autograder.commands import options
from autograder.course import Course

NAME = "bench"
HELP = "measure speed, processor time and memory, against nbgrader's autograder and the floor"

# What it takes to start is left out of the rates, so some must be left.
SMALLEST = 16

SIZES = (100, 1_000, 10_000)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("assignment", metavar="ID", help="assignment whose answers are graded")
    parser.add_argument(
        "--submissions", type=_size, default=40, metavar="N", help="size of the class that is compared (default: 40)"
    )
    parser.add_argument("--quick", action="store_true", help="leave out nbgrader and the large classes")
    options.grading(parser)


def _size(text: str) -> int:
    if not text.isdecimal() or int(text) < SMALLEST:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from {SMALLEST} up")
    return int(text)


def run(course: Course, given: argparse.Namespace) -> int:
    """Measure and print."""
    from autograder.bench.meter import processor  # noqa: PLC0415 - brings in nbgrader's database
    from autograder.bench.run import grow, measure, stages  # noqa: PLC0415

    assignment, level = course.assignment(given.assignment), options.isolation(given)
    console = Console()
    if not console.is_terminal:
        # A file has no width; tables keep their lines there.
        console.width = 120
    console.print(
        f"{assignment.id}, isolation {level}, Python {platform.python_version()}, numpy {version('numpy')}, "
        f"nbgrader {version('nbgrader')}, {processor()}, {platform.system()} {platform.release()}",
        highlight=False,
    )
    rows = list(measure(assignment, given.submissions, given.jobs, level, with_nbgrader=not given.quick))
    slowest = rows[-1]
    table = Table(
        "Way",
        "Submissions",
        "per second",
        "CPU ms each",
        "Peak MiB",
        "start-up s",
        "whole s",
        f"times {slowest.name}",
        box=None,
        header_style="bold",
    )
    for row in rows:
        times = row.per_second / slowest.per_second
        table.add_row(
            row.name,
            f"{row.submissions}",
            f"{row.per_second:.2f}",
            f"{row.cpu_ms:.1f}",
            f"{row.cost.peak_mib:.0f}",
            f"{row.start_s:.1f}",
            f"{row.whole_s:.1f}",
            f"{times:.1f}",
        )
    console.print(table)
    took = stages(assignment, level)
    console.print(
        "One submission, stage by stage (ms): " + ", ".join(f"{name} {ms:.2f}" for name, ms in took.items()),
        highlight=False,
    )
    growth = Table("Class", "per second", "CPU ms each", "Peak MiB", box=None, header_style="bold")
    for row in grow(assignment, SIZES[:1] if given.quick else SIZES, given.jobs, level):
        growth.add_row(row.name, f"{row.per_second:.1f}", f"{row.cpu_ms:.1f}", f"{row.cost.peak_mib:.0f}")
    console.print(growth)
    return 0
