"""``grades-<id>.csv``: a line a student. An unreadable submission is told apart from an earned zero."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.files import whole_text_file
from autograder.manifest import Manifest
from autograder.pages.rendering import plain
from autograder.publishing.spreadsheet import guarded, unguarded
from autograder.results import Result, Status

_COLUMNS = ("student", "status", "reason", "score", "max_score")


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the file.

    Attributes:
        reason: Why it is not graded; empty if it is.
        score: None if the grader is at fault.
        exercises: Points by exercise; empty if it is not graded.
    """

    student: str
    status: Status
    reason: str
    score: int | None
    max_score: int
    exercises: dict[str, int]


def mark_of(student: str, result: Result) -> Mark:
    """Return the line of one student."""
    graded = result.status is Status.GRADED
    points = {exercise.name: exercise.score for exercise in result.exercises} if graded else {}
    return Mark(student, result.status, plain(result.reason, 300), result.score, result.max_score, points)


class Marks:
    """The marks file of one assignment."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self._exercises = [exercise.name for exercise in manifest.exercises]

    @contextmanager
    def writing(self, keep: Callable[[str], bool] = lambda _: False) -> Iterator[Callable[[Mark], None]]:
        """Give a function that takes the marks one by one; at the end the file is there, whole, or is as it was before.

        Args:
            keep: Tells whether the old line of a student who gets no new one stays.
        """
        new: set[str] = set()
        old = iter(self)
        waiting = next(old, None)
        with whole_text_file(self.path) as file:
            writer = csv.writer(file)
            writer.writerow([*_COLUMNS, *self._exercises])

            def stay(before: str | None) -> None:
                nonlocal waiting
                while waiting and (before is None or waiting.student < before):
                    if waiting.student not in new and keep(waiting.student):
                        writer.writerow(self._row(waiting))
                    waiting = next(old, None)

            def add(mark: Mark) -> None:
                # New ones come in alphabetical order, and the old ones stand in it.
                stay(mark.student)
                new.add(mark.student)
                writer.writerow(self._row(mark))

            yield add
            stay(None)

    def __iter__(self) -> Iterator[Mark]:
        """Yield the marks in the file; none if it is missing or has other columns. A broken line is left out."""
        if not self.path.is_file():
            return
        with self.path.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            if list(reader.fieldnames or ()) != [*_COLUMNS, *self._exercises]:
                return
            for row in reader:
                with suppress(ValueError, TypeError):
                    yield self._mark(row)

    def _row(self, mark: Mark) -> list[Any]:
        points = [mark.exercises.get(name, "") for name in self._exercises]
        score = "" if mark.score is None else mark.score
        return [guarded(mark.student), mark.status.value, guarded(mark.reason), score, mark.max_score, *points]

    def _mark(self, row: dict[str, str]) -> Mark:
        return Mark(
            unguarded(str(row["student"])),
            Status(row["status"]),
            unguarded(str(row["reason"])),
            int(row["score"]) if row["score"] else None,
            int(row["max_score"]),
            {name: int(row[name]) for name in self._exercises if row[name]},
        )
