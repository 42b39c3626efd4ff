"""``equivalent_mutants.toml`` of an assignment: the mutants that no check can catch, each with the reason why."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from autograder.course import Assignment, CourseError

EQUIVALENTS = "equivalent_mutants.toml"

_KNOWN = ("exercise", "line", "becomes", "reason")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A changed line that computes the same.

    Attributes:
        line: The line of the solution, with single spaces.
        becomes: What the mutation makes of it, with single spaces.
        reason: Why no right check can tell them apart.
    """

    exercise: str
    line: str
    becomes: str
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is recognized by."""
        return self.exercise, self.line, self.becomes

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError(f"`reason` is missing for {self.line!r}; say why no check can catch it")


def path_of(assignment: Assignment) -> Path:
    """Return where an assignment's list lies."""
    return assignment.secret / EQUIVALENTS


def read_equivalents(assignment: Assignment) -> list[Equivalent]:
    """Return the listed mutants; none if there is no list.

    Raises:
        CourseError: The file is no TOML, or an entry has an unknown key or lacks one.
    """
    path = path_of(assignment)
    if not path.is_file():
        return []
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} is no TOML file: {error}.") from None
    unknown = [key for key in table if key != "equivalent"]
    entries = table.get("equivalent", [])
    unknown += [key for entry in entries if isinstance(entry, dict) for key in entry if key not in _KNOWN]
    if unknown:
        raise CourseError(
            f"{path}: unknown key {unknown[0]!r}; the file is a list of [[equivalent]] with {', '.join(_KNOWN)}."
        )
    try:
        return msgspec.convert(entries, list[Equivalent])
    except msgspec.ValidationError as error:
        raise CourseError(f"{path}: {error}.") from None
