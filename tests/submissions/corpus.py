"""The corpus of submissions: each case is a folder with an ``expected.toml`` and what a student would hand in.

Where a case has to name a path that exists, ``@COURSE@`` stands for the folder of the course that it is graded
against, and ``@PORT@`` for a port that somebody listens at.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from autograder._sandbox.levels import Level
from autograder.results import Status, Verdict

HERE = Path(__file__).parent
ID = "initialization"
POINTS = {"initialize_parameters_zeros": 10, "initialize_parameters_random": 10, "initialize_parameters_he": 10}


@dataclass(frozen=True, kw_only=True)
class Case:
    """One submission and what must come of it.

    Attributes:
        says: What the case claims, in a sentence.
        group: Heading under which the docs list it.
        hostile: The exercise that goes for something; the others are right and keep their points.
        score: Points in all, where no exercise is hostile.
        verdicts: Verdicts that the hostile exercise's checks may have.
        mentions: Words that must occur in what the student is told.
        never: Words that must not.
        never_of_hidden: Words that must not occur in what is told of hidden checks.
        stopped_from: Weakest level that stops what it tries; below, it may come through, but gains no point.
        make: What version control cannot hold, or what would only fill it; see ``recipes``.
    """

    folder: Path
    says: str
    group: str
    status: Status = Status.GRADED
    hostile: str = ""
    score: int = 20
    verdicts: tuple[Verdict, ...] = ()
    mentions: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    never_of_hidden: tuple[str, ...] = ()
    stopped_from: Level = Level.E
    make: tuple[dict[str, Any], ...] = ()

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def points(self) -> dict[str, int]:
        """Points of each exercise; of a submission that cannot be read there are none."""
        if self.status is not Status.GRADED:
            return {}
        return {name: 0 if name == self.hostile else points for name, points in POINTS.items()}

    def stopped_at(self, level: Level) -> bool:
        """Whether a level must stop what the case tries."""
        return level.at_least(self.stopped_from)


def cases() -> list[Case]:
    """Return all cases, in alphabetical order."""
    return [_case(path) for path in sorted(HERE.glob("*/expected.toml"))]


def _case(path: Path) -> Case:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    case = msgspec.convert({"folder": path.parent, **table}, Case, dec_hook=lambda _, value: value)
    unknown = table.keys() - Case.__dataclass_fields__.keys()
    if unknown:
        raise ValueError(f"{path}: nothing is known about {', '.join(sorted(unknown))}")
    total = sum(case.points.values())
    if case.status is Status.GRADED and total != case.score:
        raise ValueError(f"{path}: {case.score} points, but those of the exercises add up to {total}")
    return case
