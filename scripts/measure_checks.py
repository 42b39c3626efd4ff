"""Measure what docs/checks.md says about the checks beyond `autograder audit`, and write it there.

    python scripts/measure_checks.py claims       every check: points, claim, rate of false rejects
    python scripts/measure_checks.py seeds        right and wrong answers on 50 seeds
    python scripts/measure_checks.py diagnosis    mistakes that are named when they are written in another way

With `--markdown docs/checks.md` each writes its table into that page. Exit status 1 if a right answer loses a point, a
wrong one keeps them all, a right one gets a diagnosis, or too few rewritten mistakes are named.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType

from autograder.answers import Answer, rewritten_answers, right_answers, wrong_answers
from autograder.audit.findings import LEAST_NAMED, Share
from autograder.audit.tables import Grid, markdown_table, write_part
from autograder.audit.trials import Outcome, Trial, try_all
from autograder.checking.checks import FIXTURES, PlannedCheck, plan_checks
from autograder.checking.local_session import LocalSession
from autograder.console import progress
from autograder.course import Assignment, find_course
from autograder.diagnosing.behavior import is_drawn
from autograder.diagnosing.known_mistakes import catalogs
from autograder.parallel import default_jobs
from autograder.reference import read_reference
from course_kit.collecting import collect_checks

ROOT = Path(__file__).resolve().parents[1]

SEEDS = 50

# A statistical claim says so in the docstring of the function that makes it.
_STATISTICAL = re.compile(r"fails with a probability|with probability at most")

BY_CHANCE, HARDLY, NEVER = "at most 1e-9", "below 1e-9", "0"

Measured = tuple[Sequence[Grid], list[str]]


def claims(assignments: Sequence[Assignment], _given: argparse.Namespace) -> Measured:
    """Return each check's points, claim and rate of false rejects."""
    grids = []
    for assignment in assignments:
        reference = read_reference(assignment)
        plans = plan_checks(assignment, reference)
        known = catalogs(assignment, reference, plans)
        for exercise in assignment.manifest.exercises:
            catalog = known[exercise.name]
            draws = any(is_drawn(catalog.right.on(probe)) for probe in catalog.probes.all)
            rows = [
                (
                    one.check.name,
                    str(one.visibility),
                    str(one.check.claim.points),
                    BY_CHANCE if _is_statistical(one, reference) else HARDLY if draws else NEVER,
                    one.check.sentence,
                )
                for one in plans
                if one.check.claim.exercise == exercise.name
            ]
            title = f"{exercise.name}, {exercise.points} points"
            grids.append(Grid(title, ("Check", "Kind", "Points", "False rejects", "Claim"), rows, (0, 1, 4)))
    return grids, []


def _is_statistical(planned: PlannedCheck, reference: dict[str, Callable[..., object]]) -> bool:
    """Tell whether a check calls a function that states the probability of a false reject."""
    called: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        planned.run(LocalSession(dict(reference), 60), reference, [None] * len(planned.calls))
    finally:
        sys.setprofile(before)
    texts = (str(code.co_consts[0]) for code in called if code.co_consts and "course_kit" in code.co_filename)
    return any(_STATISTICAL.search(" ".join(text.split())) for text in texts)


def seeds(assignments: Sequence[Assignment], given: argparse.Namespace) -> Measured:
    """Return how often right answers had full marks and wrong ones lost points, on many seeds."""
    rows, wrong = [], []
    for assignment in assignments:
        answers = [*_trials(assignment, "right", given.seeds), *_trials(assignment, "wrong", given.seeds)]
        outcomes = _tried(assignment, answers, given.jobs)
        for exercise in assignment.manifest.exercises:
            own = [one for one in outcomes if one.trial.exercise == exercise.name]
            rows.append(
                (exercise.name, *_figures(own, "right"), *_figures(own, "wrong"), _hidden_alone(assignment, own))
            )
        wrong += [f"{_where(one)}: {', '.join(one.ever)}" for one in outcomes if one.trial.kind == "right" and one.ever]
        wrong += [f"{_where(one)} passes" for one in outcomes if one.trial.kind == "wrong" and not one.caught]
    columns = ("Exercise", "Right answers", "Full marks", "Wrong answers", "Caught", "Caught by hidden checks alone")
    return [Grid("", columns, [*rows, _sum(rows)])], wrong


def _figures(outcomes: Sequence[Outcome], kind: str) -> tuple[str, str]:
    own = [one for one in outcomes if one.trial.kind == kind]
    runs = [bool(failed) == (kind == "wrong") for one in own for failed in one.failed]
    return str(len(own)), str(Share(sum(runs), len(own) * max((one.trial.runs for one in own), default=0)))


def _hidden_alone(assignment: Assignment, outcomes: Sequence[Outcome]) -> str:
    """Return in how many runs of wrong answers a hidden check failed, which has other data in every run."""
    hidden = {one.name for one in collect_checks(assignment.hidden_checks, FIXTURES).checks}
    runs = [bool(failed & hidden) for one in outcomes if one.trial.kind == "wrong" for failed in one.failed]
    return str(Share(sum(runs), len(runs)))


def diagnosis(assignments: Sequence[Assignment], given: argparse.Namespace) -> Measured:
    """Return how many rewritten mistakes, known mistakes and right answers are named."""
    rows, wrong, rewritten = [], [], []
    for assignment in assignments:
        like = {(one.exercise, one.id): one.like or one.id for one in wrong_answers(assignment)}
        answers = [one for kind in ("rewritten", "wrong", "right") for one in _trials(assignment, kind, 1, named=True)]
        outcomes = _tried(assignment, answers, given.jobs)
        for exercise in assignment.manifest.exercises:
            row = [exercise.name]
            for kind in ("rewritten", "wrong", "right"):
                own = [one for one in outcomes if (one.trial.exercise, one.trial.kind) == (exercise.name, kind)]
                if kind == "right":
                    named = [one for one in own if one.diagnoses]
                    wrong += [f"{_where(one)} is called {', '.join(one.diagnoses)}" for one in named]
                else:
                    named = [one for one in own if one.diagnoses == (like[exercise.name, one.trial.id],)]
                share = Share(len(named), len(own))
                rewritten += [share] * (kind == "rewritten")
                row.append(str(share))
            rows.append(tuple(row))
    total = Share.sum(rewritten)
    if total.ratio < LEAST_NAMED:
        wrong.append(f"{total} rewritten mistakes are named, less than {LEAST_NAMED:.0%}")
    columns = ("Exercise", "Rewritten mistakes named", "Known mistakes named", "Right answers named")
    return [Grid("", columns, [*rows, _sum(rows)])], wrong


def _trials(assignment: Assignment, kind: str, runs: int, *, named: bool = False) -> Iterator[Trial]:
    read: dict[str, Callable[[Assignment], list[Answer]]] = {
        "right": right_answers,
        "wrong": wrong_answers,
        "rewritten": rewritten_answers,
    }
    for one in read[kind](assignment):
        yield Trial(assignment.id, kind, one.exercise, one.id, one.code, runs, diagnose=named)


def _tried(assignment: Assignment, trials: Sequence[Trial], jobs: int) -> list[Outcome]:
    return list(progress(try_all(assignment, trials, jobs), len(trials), assignment.id))


def _where(outcome: Outcome) -> str:
    return f"{outcome.trial.kind} answer {outcome.trial.exercise}/{outcome.trial.id}"


def _sum(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the row below all others: each column's numbers, or shares, added up."""
    columns = list(zip(*rows, strict=True))[1:]
    return ("**all**", *(_added(column) for column in columns))


def _added(cells: Sequence[str]) -> str:
    parts = [[int(number) for number in cell.split("/")] for cell in cells]
    return "/".join(str(sum(numbers)) for numbers in zip(*parts, strict=True))


MEASURES = {"claims": claims, "seeds": seeds, "diagnosis": diagnosis}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write into a page if asked for."""
    parser = argparse.ArgumentParser(description="Measure what docs/checks.md says about the checks.")
    parser.add_argument("what", choices=MEASURES)
    parser.add_argument("assignments", nargs="*", metavar="ID", help="default: all")
    parser.add_argument("--seeds", type=int, default=SEEDS, metavar="N")
    parser.add_argument("--jobs", type=int, default=default_jobs(), metavar="N")
    parser.add_argument("--markdown", type=Path, metavar="FILE")
    parser.add_argument("--course", type=Path, default=ROOT, metavar="DIR")
    given = parser.parse_args(arguments)
    course = find_course(given.course)
    grids, wrong = MEASURES[given.what]([course.assignment(name) for name in given.assignments or course.ids()], given)
    text = "\n\n".join(
        f"### `{name}`, {points}\n\n{markdown_table(grid)}" if grid.title else markdown_table(grid)
        for grid in grids
        for name, _, points in [grid.title.partition(", ")]
    )
    print(text)
    if given.markdown:
        write_part(given.markdown, f"scripts/measure_checks.py {given.what}", text)
    for one in wrong:
        print(f"off: {one}", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
