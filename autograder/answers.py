"""An assignment's right and wrong answers: one file an answer, found by a glob."""

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course import Assignment, CourseError


@dataclass(frozen=True, slots=True)
class Answer:
    """One way of writing an exercise, right or wrong.

    Attributes:
        exercise: The function it defines.
        id: The file's name without ``.py``.
        code: What a student would have typed, without the docstring that describes the file.
        fails: The checks that it must fail; none if it is right.
        hint: What a student who wrote it should think about; empty if it is right.
    """

    exercise: str
    id: str
    code: str
    fails: tuple[str, ...] = ()
    hint: str = ""


def right_answers(assignment: Assignment) -> list[Answer]:
    """Return the right answers, exercise by exercise as the manifest lists them, in alphabetical order of their ids."""
    return [_read(path, name, {}) for name, path in _files(assignment, "right_answers")]


def wrong_answers(assignment: Assignment) -> list[Answer]:
    """Return the known mistakes, exercise by exercise as the manifest lists them, in alphabetical order of their ids.

    Raises:
        CourseError: A file's docstring is not the TOML that it has to be.
    """
    return [_read(path, name, _table(path)) for name, path in _files(assignment, "wrong_answers")]


def hints(assignment: Assignment) -> dict[tuple[str, str], str]:
    """Return the hint of each known mistake, by exercise and id."""
    return {(answer.exercise, answer.id): answer.hint for answer in wrong_answers(assignment)}


def _files(assignment: Assignment, kind: str) -> list[tuple[str, Path]]:
    return [
        (exercise.name, path)
        for exercise in assignment.manifest.exercises
        for path in sorted((assignment.secret / kind / exercise.name).glob("*.py"))
    ]


def _read(path: Path, exercise: str, table: dict[str, Any]) -> Answer:
    return Answer(exercise, path.stem, _without_docstring(path), tuple(table.get("fails", ())), table.get("hint", ""))


def _table(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
    except (SyntaxError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{path}: a wrong answer's docstring is TOML with `fails` and `hint`: {error}.") from None
    absent = [name for name in ("fails", "hint") if not table.get(name)]
    if absent:
        raise CourseError(f"{path}: the docstring lacks {' and '.join(absent)}.")
    return table


def _without_docstring(path: Path) -> str:
    source = path.read_text(encoding="utf-8")
    body = ast.parse(source).body
    described = body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    lines = source.split("\n")[body[0].end_lineno if described else 0 :]
    return "\n".join(lines).strip("\n")
