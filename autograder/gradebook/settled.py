"""What counts for a submission once people have looked at it: manual scores, extra credit, comments, late penalty."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One exercise's points.

    Attributes:
        auto: The autograder's; None if there are none.
        manual: A person's, which count before the autograder's; None if nobody gave any.
        extra: Extra credit.
        max_score: What it is worth.
    """

    auto: float | None
    manual: float | None
    extra: float
    max_score: float

    @property
    def score(self) -> float:
        """The points that count."""
        return (self.auto or 0.0 if self.manual is None else self.manual) + self.extra

    @property
    def by_hand(self) -> bool:
        """Whether a person gave points."""
        return self.manual is not None or self.extra != 0


@dataclass(frozen=True, slots=True)
class Settled:
    """One submission as the gradebook has it.

    Attributes:
        parts: Points by exercise.
        comments: What people wrote, by exercise.
        penalty: What being late costs, points.
    """

    parts: Mapping[str, Part]
    comments: Mapping[str, str]
    penalty: float

    @property
    def score(self) -> float:
        """The points that count, all in all."""
        return max(0.0, sum(part.score for part in self.parts.values()) - self.penalty)

    @property
    def by_hand(self) -> bool:
        """Whether a person gave points or wrote something."""
        return bool(self.comments) or any(part.by_hand for part in self.parts.values())
