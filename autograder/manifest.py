"""``assignment.toml``: which functions an assignment grades, for how many points, within which limits."""

import keyword
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from autograder.errors import UserError

MANIFEST = "assignment.toml"


class ManifestError(UserError):
    """A manifest that cannot be used; the message names file, rule, value and remedy."""


# A day in seconds, 100 GB in MiB: what is more was meant to be no limit, which a system does not take.
_LARGEST = 100_000

# What `student.<name>` means already.
_TAKEN = ("using", "changed_arguments")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a submission may take; a call or a cell beyond its limit costs its own exercise only.

    Attributes:
        call_s: Wall time of one call, seconds.
        cell_s: Wall time of one cell's statement, seconds.
        submission_s: Wall time of everything, seconds.
        cpu_s: Processor time of everything, whole seconds.
        memory_mib: Memory beyond what Python and numpy take, MiB.
        notebook_mib: Size of the file, MiB.
    """

    call_s: float = 3.0
    cell_s: float = 5.0
    submission_s: float = 20.0
    cpu_s: int = 20
    memory_mib: int = 512
    notebook_mib: int = 50

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not 0 < getattr(self, name) <= _LARGEST:
                given = getattr(self, name)
                raise ValueError(f"limits.{name} is {given}; a limit is more than 0 and at most {_LARGEST:,}")


@dataclass(frozen=True, slots=True)
class Exercise:
    """One graded function, and the points it is worth."""

    name: str
    points: int

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or keyword.iskeyword(self.name):
            raise ValueError(f"exercise {self.name!r} is no function name")
        if self.name.startswith("_") or self.name in _TAKEN:
            raise ValueError(f"exercise {self.name!r} has a name that checks cannot call; choose another")
        if self.points <= 0:
            raise ValueError(f"{self.name} is worth {self.points} points; an exercise is worth at least 1")


@dataclass(frozen=True)
class Manifest:
    """The whole file."""

    title: str
    exercises: tuple[Exercise, ...]
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if not self.exercises:
            raise ValueError("it lists no exercise; add an [[exercises]] table")
        names = [exercise.name for exercise in self.exercises]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"it lists {', '.join(sorted(twice))} twice; keep one")

    @property
    def points(self) -> int:
        """Points of the whole assignment."""
        return sum(exercise.points for exercise in self.exercises)


_KNOWN = {
    "": ("title", "exercises", "limits"),
    "exercises": ("name", "points"),
    "limits": Limits.__slots__,
}


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        ManifestError: The file is missing, is no TOML, has an unknown key or a value that cannot be.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ManifestError(f"{path} does not exist; `autograder new {path.parent.name}` writes one.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestError(f"{path} is no TOML file: {error}.") from None
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror}.") from None
    _refuse_unknown(path, "", table)
    _refuse_unknown(path, "limits", table.get("limits", {}))
    exercises = table.get("exercises")
    for exercise in exercises if isinstance(exercises, list) else ():
        _refuse_unknown(path, "exercises", exercise)
    try:
        return msgspec.convert(table, Manifest)
    except msgspec.ValidationError as error:
        raise ManifestError(f"{path}: {_in_words(str(error))}.") from None


# What the parser calls a value, and what the author of the file does.
_KINDS = {
    "array": "a list",
    "bool": "true or false",
    "float": "a number",
    "int": "a whole number",
    "object": "a table",
    "str": "a text",
}


def _in_words(error: str) -> str:
    """Return what the parser says in the words of the file: ``exercise 1: `points` is missing``."""
    said, _, place = error.partition(" - at ")
    place = re.sub(r"exercises\[(\d+)\]\.?", lambda index: f"exercise {int(index[1]) + 1}: ", place.strip("`'$."))
    missing = re.fullmatch(r"Object missing required field [`'](\w+)[`']", said)
    if missing:
        return f"{place}`{missing[1]}` is missing; add it"
    types = re.fullmatch(r"Expected [`'](\w+)[`'], got [`'](\w+)[`']", said)
    if types:
        wanted, given = (_KINDS.get(one, one) for one in types.groups())
        return f"{place.rstrip(': ')} is {given}; it has to be {wanted}"
    return said


def _refuse_unknown(path: Path, section: str, table: object) -> None:
    if not isinstance(table, dict):
        return
    known = _KNOWN[section]
    for key in table:
        if key not in known:
            where = f"[{section}] " if section else ""
            raise ManifestError(f"{path}: {where}unknown key {key!r}; known keys are {', '.join(known)}.")
