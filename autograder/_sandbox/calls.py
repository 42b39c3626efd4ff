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


class Reply:
    """What came back: a value and the positions of changed arguments, or a failure.

    Args:
        value: The value.
        changed: Positions of the arguments that were changed.
        failure: Why there is no value.
        sent: What came over the wire, with the value in it; it is made anew whenever it is looked at.
        digest: SHA-256 of what came over the wire.
    """

    __slots__ = ("_digest", "_sent", "_value", "changed", "failure")

    def __init__(
        self,
        value: Any = None,
        changed: tuple[int, ...] = (),
        failure: CallFailed | None = None,
        *,
        sent: wire.Frame | None = None,
        digest: bytes = b"",
    ) -> None:
        self._value, self.changed, self.failure = value, changed, failure
        self._sent, self._digest = sent, digest

    @property
    def value(self) -> Any:
        """The value, None if there is a failure; what came over the wire is another copy each time."""
        if self._sent is None:
            return self._value
        # Several checks may have asked for it, and each may change what it gets.
        (value,) = self._sent.make(bytearray(self._sent.data))
        return value

    @property
    def fingerprint(self) -> Hashable:
        """What is equal for equal replies and different for different ones; None if that cannot be told."""
        return (self.failure.verdict, self.failure.told) if self.failure else self._digest or None
