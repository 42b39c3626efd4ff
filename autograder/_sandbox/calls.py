"""What is asked of a submission, and what comes back."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from autograder._sandbox.inside import wire
from autograder._sandbox.inside.values import same
from course_kit.checking import CallFailed

Answers = Mapping[str, Callable[..., Any]]

NO_ANSWERS: Answers = {}


@dataclass(frozen=True, eq=False)
class Call:
    """One call of a student's function.

    Attributes:
        name: The function.
        seed: For its draws.
        arguments: What it is given.
        answers: What the function finds under these names instead of the student's own; they run on the grader's side.
        live: Whether it must be made at the moment it is asked for, because `answers` belong to one run of a check.
    """

    name: str
    seed: int
    arguments: tuple[Any, ...]
    answers: Answers = field(default_factory=dict)
    live: bool = False

    @cached_property
    def frame(self) -> bytes:
        """The call as it goes over the wire.

        Raises:
            WireError: The arguments are no plain data.
        """
        return wire.encode_frame(["call", self.name, self.seed, sorted(self.answers)], self.arguments)

    def repeats(self, other: "Call") -> bool:
        """Tell whether this is another call over again."""
        alike = self.name == other.name and self.seed == other.seed and self.answers.keys() == other.answers.keys()
        # Encoding is for what cannot be compared otherwise; it takes several times as long.
        return alike and (same(self.arguments, other.arguments) or self.frame == other.frame)


@dataclass(frozen=True)
class Reply:
    """What came back: a value and the positions of changed arguments, or a failure.

    Attributes:
        digest: SHA-256 of the value and the positions as they came over the wire; empty if they did not.
    """

    value: Any = None
    changed: tuple[int, ...] = ()
    failure: CallFailed | None = None
    digest: bytes = b""

    @property
    def fingerprint(self) -> Hashable:
        """What is equal for equal replies and different for different ones; None if that cannot be told."""
        return (self.failure.verdict, self.failure.message) if self.failure else self.digest or None
