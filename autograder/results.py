"""What grading found, from one check to one submission. This is the result JSON."""

from dataclasses import dataclass, field
from enum import StrEnum

from autograder.pages.sketches import Sketch

SCHEMA_VERSION = 1


class Verdict(StrEnum):
    """How one check ended. `GRADER_FAULT` is ours and is never scored."""

    PASSED = "passed"
    FAILED = "failed"
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    DIED = "died"
    MISSING = "missing"
    SKIPPED = "skipped"
    GRADER_FAULT = "grader_fault"


class Status(StrEnum):
    """How a submission ended."""

    GRADED = "graded"
    UNREADABLE = "unreadable"
    GRADER_FAULT = "grader_fault"


class Visibility(StrEnum):
    """Whether students have the check beside their notebook."""

    PUBLIC = "public"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found, and the points it is worth.

    Attributes:
        name: The check's name.
        claim: The sentence the student reads.
        message: What was called, what came back, what was expected; empty when it passed.
        hint: Where to think; empty when it passed.
    """

    name: str
    claim: str
    visibility: Visibility
    verdict: Verdict
    points: int
    out_of: int
    message: str = ""
    hint: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.points <= self.out_of:
            raise ValueError(f"{self.name}: {self.points} points out of {self.out_of} is not a score")


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """One exercise's score and the known mistake that it shows, if any.

    Attributes:
        diagnosis: Id of the known mistake.
        diagnoses: Ids of all of them, where two were made at once; `diagnosis` is the first.
        hint: What somebody who made them should think about.
        sketch: What it returns for a public check, drawn; None if it is right, or nothing can be drawn.
    """

    name: str
    score: int
    max_score: int
    checks: tuple[CheckResult, ...]
    diagnosis: str | None = None
    diagnoses: tuple[str, ...] = ()
    hint: str = ""
    sketch: Sketch | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.score <= self.max_score:
            raise ValueError(f"{self.name}: {self.score} points out of {self.max_score} is not a score")


@dataclass(frozen=True, slots=True)
class Result:
    """One submission's result.

    Attributes:
        submission: The path or student id it goes by.
        reason: Why it is not `GRADED`; one sentence, empty when it is.
        score: Points, None if the grader is at fault.
        isolation: Letter of the isolation level it ran at.
        seed: Where the hidden inputs started.
        seconds: Wall time of grading it.
        notes: What could not be run in the notebook, one sentence each.
    """

    submission: str
    assignment: str
    status: Status
    score: int | None
    max_score: int
    isolation: str
    seed: int
    seconds: float
    exercises: tuple[ExerciseResult, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
    schema_version: int = field(default=SCHEMA_VERSION, kw_only=True)

    def __post_init__(self) -> None:
        if (self.score is None) != (self.status is Status.GRADER_FAULT):
            raise ValueError(f"{self.submission}: status {self.status} with score {self.score}")
