"""What is asked of a submission, and what comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder._sandbox.inside import wire
from course_kit.checking import CallFailed

Answers = Mapping[str, Callable[..., Any]]

NO_ANSWERS: Answers = {}


@dataclass(frozen=True)
class Call:
    """One call of a student's function.

    Attributes:
        frame: Name, seed and arguments as they go over the wire.
        answers: What the function finds under these names instead of the student's own; they run on the grader's side.
        live: Whether it must be made at the moment it is asked for, because `answers` belong to one run of a check.
    """

    name: str
    frame: bytes
    answers: Answers = field(default_factory=dict)
    live: bool = False

    @classmethod
    def of(cls, name: str, seed: int, arguments: tuple[Any, ...], answers: Answers = NO_ANSWERS) -> "Call":
        """Make a call out of its parts.

        Raises:
            wire.WireError: The arguments are no plain data.
        """
        return cls(name, wire.encode_frame(["call", name, seed, sorted(answers)], arguments), answers)


@dataclass(frozen=True)
class Reply:
    """What came back: a value and the positions of changed arguments, or a failure."""

    value: Any = None
    changed: tuple[int, ...] = ()
    failure: CallFailed | None = None
