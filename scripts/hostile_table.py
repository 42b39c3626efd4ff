"""Try every submission of tests/submissions at each level of isolation and write what came of it into docs/security.md.

A few minutes on two cores; two levels run at a time, and level D, where a case may leave something behind, by itself:

    python scripts/hostile_table.py
    python scripts/hostile_table.py --levels ABCD

Exit status 1, and words in capitals in the table, if a case gained a point, cost somebody else one, or came through
at a level that has to stop it.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "submissions"))

from corpus import POINTS, Case, cases  # noqa: E402 - found through the line above
from shooting_range import Range, Trial  # noqa: E402

from autograder._sandbox.levels import Level, available  # noqa: E402
from autograder.grading import Grader  # noqa: E402
from autograder.results import Status, Verdict  # noqa: E402

PAGE = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- table of cases: begin -->", "<!-- table of cases: end -->"

# What goes for something comes first; what is only odd comes last.
GROUPS = (
    "Reading what is not theirs",
    "Telling the inputs of hidden checks",
    "Asking for right answers",
    "Taking over the worker",
    "Changing what everything uses",
    "Values that lie",
    "Writing",
    "Processes and threads",
    "Network and signals",
    "Ends its own process",
    "Loops that never end",
    "Memory",
    "Output",
    "Jupyter's own names",
    "Files beside the notebook",
    "Cells moved, edited, deleted",
    "Not a notebook",
    "Code that is hard to read",
    "Unusual and right",
)

# Of these one row says it all.
SUMMED_UP = ("Unusual and right",)

LONGEST_SENTENCE = 110


@dataclass(frozen=True)
class Outcome:
    """One case at one level, in words.

    Attributes:
        word: How it ended.
        flaw: What must not be; empty if all is well.
        told: What the student reads.
    """

    case: str
    level: Level
    word: str
    flaw: str
    told: str
    seconds: float


def main() -> int:
    """Write the table; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--levels", default="ABC", help="letters of the levels to try, as far as they hold here")
    given = parser.parse_args()
    levels = [level for level in available() if level in given.levels]
    outcomes = list(try_all(levels))
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), table(outcomes, levels)), encoding="utf-8")
    flaws = [one for one in outcomes if one.flaw]
    for one in flaws:
        print(f"{one.case} at level {one.level}: {one.flaw}")
    print(f"{len(cases())} cases at {', '.join(levels)}; {len(flaws)} not as they have to be. Written: {PAGE}")
    return int(bool(flaws))


def try_all(levels: Sequence[Level]) -> Iterator[Outcome]:
    """Try every case at every level."""
    quiet = [level for level in levels if level.at_least(Level.C)]
    with ProcessPoolExecutor(2) as pool:
        for found in pool.map(try_level, quiet):
            yield from found
    # A process of its own, for what a case does to the environment of the one that grades it.
    for level in levels[len(quiet) :]:
        with ProcessPoolExecutor(1) as pool:
            yield from pool.submit(try_level, level).result()


def try_level(level: Level) -> list[Outcome]:
    """Try every case at one level, one after another, with one grader."""
    with tempfile.TemporaryDirectory(prefix="autograder-cases-") as folder:
        course = Range(Path(folder))
        try:
            with Grader(course.assignment, level) as grader:
                return [outcome(course, case, grader, level) for case in cases()]
        finally:
            course.close()


def outcome(course: Range, case: Case, grader: Grader, level: Level) -> Outcome:
    """Try one case at one level."""
    trial = course.trial(case, grader, level)
    return Outcome(case.name, level, word(trial), flaw(trial), shortened(sentence(trial), course), trial.seconds)


def flaw(trial: Trial) -> str:
    """Return what must not be, in a few words; nothing if all is well."""
    result, case = trial.result, trial.case
    got = {one.name: one.score for one in result.exercises}
    if result.status is not case.status:
        return f"ENDED AS {result.status.upper()}"
    if any(score > case.points[name] for name, score in got.items()):
        return "GAINED POINTS"
    if got != case.points:
        return "COST OTHER POINTS"
    if trial.next_score not in (None, sum(POINTS.values())):
        return "HARMED THE NEXT ONE"
    if case.stopped_at(trial.level) and not trial.held:
        return "CAME THROUGH"
    return ""


def word(trial: Trial) -> str:
    """Return how a case ended."""
    result = trial.result
    if result.status is not Status.GRADED:
        return result.status.replace("_", " ")
    if not trial.held:
        return "comes through"
    checks = [check for one in result.exercises for check in one.checks]
    lost = {check.verdict: None for check in checks if check.verdict is not Verdict.PASSED}
    return ", ".join(verdict.replace("_", " ") for verdict in lost) or "full marks"


def sentence(trial: Trial) -> str:
    """Return the first thing that the student reads."""
    result = trial.result
    said = [check.message for one in result.exercises for check in one.checks if check.message]
    return next(iter([result.reason] * bool(result.reason) + said + list(result.notes)), "")


def shortened(told: str, course: Range) -> str:
    """Return a sentence with `f` for the exercise's function, and without paths that are another run's tomorrow."""
    told = told.replace(str(course.course), "course").replace(str(ROOT), "repository")
    return re.sub("|".join(POINTS), "f", told)


def table(outcomes: Iterable[Outcome], levels: Sequence[Level]) -> str:
    """Return the table as Markdown, group by group."""
    of_case: dict[str, list[Outcome]] = {}
    for one in outcomes:
        of_case.setdefault(one.case, []).append(one)
    place = {group: number for number, group in enumerate(GROUPS)}
    ordered = sorted(cases(), key=lambda case: (place.get(case.group, len(place)), case.group, case.name))
    lines = [summary(of_case, levels)]
    for group, members in groupby(ordered, key=lambda case: case.group):
        lines += ["", f"### {group}", "", *rows(list(members), of_case, levels, summed_up=group in SUMMED_UP)]
    return "\n".join(lines)


def summary(of_case: dict[str, list[Outcome]], levels: Sequence[Level]) -> str:
    """Return what came of all cases, in one paragraph."""
    every = [one for outcomes in of_case.values() for one in outcomes]
    flaws = sum(bool(one.flaw) for one in every)
    through = {level: sum(one.level is level and one.word == "comes through" for one in every) for level in levels}
    seen = ", ".join(f"{through[level]} at {level}" for level in levels)
    return (
        f"{len(of_case)} cases at levels {', '.join(levels)}: {flaws} gained a point, cost somebody else one, or came "
        f"through where they must not. Cases that come through, without a point for it: {seen}. "
        "The limits were short for this: 0.5 s a call, 4.5 s a notebook."
    )


def rows(
    members: Sequence[Case], of_case: dict[str, list[Outcome]], levels: Sequence[Level], *, summed_up: bool
) -> Iterator[str]:
    """Yield the rows of one group."""
    if summed_up and not any(one.flaw for case in members for one in of_case[case.name]):
        names = ", ".join(f"`{case.name}`" for case in members)
        yield f"{len(members)} submissions keep every point they deserve at every level: {names}."
        return
    yield f"| Case | {' | '.join(levels)} | The student is told | s |"
    yield f"|---|{'---|' * len(levels)}---|--:|"
    for case in members:
        by_level = {one.level: one for one in of_case[case.name]}
        words = [f"**{one.flaw}**" if (one := by_level[level]).flaw else one.word for level in levels]
        told = markdown(by_level[levels[0]].told, LONGEST_SENTENCE)
        slowest = max(one.seconds for one in by_level.values())
        yield f"| {markdown(case.says, 400)} | {' | '.join(words)} | {told} | {slowest:.1f} |"


def markdown(text: str, longest: int) -> str:
    """Return text as it stands in a cell: whatever it contains is read and not obeyed."""
    # Numbers of processes, sockets and addresses differ from run to run.
    text = re.sub(r"0x[0-9a-f]{6,}", "0x...", " ".join(text.split()))
    cut = text if len(text) <= longest else text[: longest - 3].rstrip() + "..."
    for character in "\\|`*_<>[]~":
        cut = cut.replace(character, f"&#{ord(character)};" if character in "|<>" else "\\" + character)
    return cut


def with_table(page: str, made: str) -> str:
    """Return the page with the table between its markers."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{PAGE} lacks the lines {BEGIN} and {END}; put them where the table belongs.")
    return f"{before}{BEGIN}\n\n{made}\n\n{END}{after}"


if __name__ == "__main__":
    raise SystemExit(main())
