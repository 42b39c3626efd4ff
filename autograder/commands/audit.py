"""``autograder audit``: how good the checks are, and how a class did on them."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from rich.console import Console

from autograder.audit.classes import Item, read_class, statistics
from autograder.audit.findings import Findings
from autograder.audit.tables import AUDIT, class_grid, markdown, rich_table, show, write_part
from autograder.commands import options
from autograder.course import Course
from autograder.errors import OurFault
from autograder.parallel import default_jobs

NAME = "audit"
HELP = "prove that the checks are fair and strict, or show how a class did on them"

DEFAULT_SEEDS = 2


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("assignments", nargs="*", metavar="ID", help="assignments to audit (default: all)")
    parser.add_argument("--json", metavar="FILE", help="write what was found as JSON; - is standard output")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="refresh the tables in a Markdown file")
    parser.add_argument(
        "--seeds",
        type=options.count,
        default=DEFAULT_SEEDS,
        metavar="N",
        help=f"on how many seeds every answer is tried (default: {DEFAULT_SEEDS})",
    )
    parser.add_argument("--no-mutants", action="store_true", help="leave out the mutants of the solutions")
    parser.add_argument(
        "--class",
        dest="graded_class",
        type=Path,
        metavar="PATH",
        help="item statistics of a class instead: results of grade-files --json, or a folder of submissions",
    )
    parser.add_argument("--jobs", type=options.count, default=0, metavar="N", help="processes (default: one a core)")


def run(course: Course, given: argparse.Namespace) -> int:
    """Audit the assignments, or a class; exit status 1 if anything about the checks is off."""
    jobs = given.jobs or default_jobs()
    console = Console(stderr=given.json == "-")
    if given.graded_class:
        classes = read_class(course, given.graded_class, given.assignments, jobs)
        return _report_class({name: statistics(results) for name, results in classes.items()}, given.json, console)
    from autograder.audit.inspection import Plan, inspect  # noqa: PLC0415 - brings in nbgrader, which takes seconds

    plan = Plan(given.seeds, jobs, mutants=not given.no_mutants)
    assignments = [course.assignment(name) for name in given.assignments or course.ids()]
    with Console(stderr=True).status("starting") as status:
        findings = [inspect(one, plan, status.update) for one in assignments]
    return _report(findings, given, console)


def _report(findings: Sequence[Findings], given: argparse.Namespace, console: Console) -> int:
    if given.json:
        _write(findings, given.json)
    if findings:
        show(findings, console)
    if given.markdown:
        write_part(given.markdown, AUDIT, markdown(findings))
    return int(any(one.problems for one in findings))


def _report_class(classes: Mapping[str, Sequence[Item]], target: str | None, console: Console) -> int:
    if target:
        _write(classes, target)
    for name, items in classes.items():
        console.print(rich_table(class_grid(name, items)))
        console.print()
    return 0


def _write(found: object, target: str) -> None:
    text = msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"
    if target == "-":
        sys.stdout.write(text)
        return
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OurFault(f"{target} cannot be written: {error.strerror}.") from None
