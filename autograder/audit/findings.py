"""What an audit found: figures per exercise and per check, and sentences for what is off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.results import Visibility

# Wrong answers that pass every public check and fail a hidden one: more than this is a complaint waiting to be made.
MOST_SURPRISES = 0.05

# Rewritten wrong answers that get the hint of the mistake they make.
LEAST_NAMED = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def complete(self) -> bool:
        """Whether none is left out."""
        return self.part == self.whole

    @property
    def ratio(self) -> float:
        """The share as a number; 0 of 0 is 0."""
        return self.part / self.whole if self.whole else 0.0

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}"

    @classmethod
    def sum(cls, shares: Iterable["Share"]) -> "Share":
        """Return all of them together."""
        known = list(shares)
        return cls(sum(one.part for one in known), sum(one.whole for one in known))


@dataclass(frozen=True, slots=True)
class ExerciseFindings:
    """The figures of one exercise.

    Attributes:
        right: Right answers with full marks on every seed, of all.
        wrong: Wrong answers caught on every seed, of all.
        surprises: Wrong answers that pass every public check and fail a hidden one, of all.
        mutants: Mutants of the solution caught, of those that can be caught.
        equivalent: Mutants listed as equivalent.
        named: Rewritten wrong answers that get the right diagnosis, of all.
    """

    name: str
    points: int
    public_checks: int
    hidden_checks: int
    right: Share
    wrong: Share
    surprises: Share
    mutants: Share
    equivalent: int
    named: Share


@dataclass(frozen=True, slots=True)
class CheckFindings:
    """The figures of one check.

    Attributes:
        catches: Wrong answers that fail it.
        alone: Wrong answers that no other check of its kind, public or hidden, catches.
    """

    exercise: str
    name: str
    visibility: Visibility
    points: int
    catches: int
    alone: int


@dataclass(frozen=True, slots=True)
class Findings:
    """What the audit of one assignment found.

    Attributes:
        seeds: On how many seeds answers were tried.
        reference: Points of the solved notebook.
        release: Points of the untouched one.
        surprises: Wrong answers that pass every public check, each with the reason why they must.
        problems: What is off, one sentence each with the remedy.
        remarks: What is worth knowing and not wrong.
        answers: What every answer did, as plain data.
    """

    assignment: str
    points: int
    seeds: int
    seconds: float
    reference: int | None
    release: int | None
    exercises: tuple[ExerciseFindings, ...]
    checks: tuple[CheckFindings, ...]
    surprises: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    answers: tuple[dict[str, object], ...]

    def total(self, figure: str) -> Share:
        """Return one of the shares over all exercises."""
        return Share.sum(getattr(one, figure) for one in self.exercises)


def rate_problems(exercises: Sequence[ExerciseFindings]) -> Iterable[str]:
    """Yield what the shares over a whole assignment must not be."""
    surprises = Share.sum(one.surprises for one in exercises)
    if surprises.ratio > MOST_SURPRISES:
        yield (
            f"{surprises} wrong answers pass every public check, more than {MOST_SURPRISES:.0%}; "
            "let public checks show what hidden ones find"
        )
    named = Share.sum(one.named for one in exercises)
    if named.whole and named.ratio < LEAST_NAMED:
        yield (
            f"{named} rewritten wrong answers are recognized, less than {LEAST_NAMED:.0%}; "
            "give features.py what tells them apart"
        )
