"""An assignment's right and wrong answers: one file an answer, found by a glob."""

import ast
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course import Assignment, CourseError

RIGHT, WRONG, REWRITTEN = "right_answers", "wrong_answers", "rewritten_answers"

# Key of a wrong answer's docstring, and what it holds.
_KEYS = {"fails": "list of names of checks", "hint": "text", "like": "text", "surprise": "text"}
_REQUIRED = ("fails", "hint")


@dataclass(frozen=True, slots=True)
class Answer:
    """One way of writing an exercise, right or wrong.

    Attributes:
        exercise: The function it defines.
        id: The file's name without ``.py``.
        code: What a student would have typed, without the docstring that describes the file.
        fails: The checks that it must fail; none if it is right.
        hint: What a student who wrote it should think about; empty if it is right.
        like: Id of another wrong answer that does the same, so that nothing a function returns tells them apart; empty
            if there is none. A diagnosis names the other one.
        surprise: Why it passes every public check and fails a hidden one; empty if it fails a public one.
    """

    exercise: str
    id: str
    code: str
    fails: tuple[str, ...] = ()
    hint: str = ""
    like: str = ""
    surprise: str = ""


def right_answers(assignment: Assignment) -> list[Answer]:
    """Return the right answers, exercise by exercise as the manifest lists them, in alphabetical order of their ids.

    Raises:
        CourseError: A file cannot be read as Python, or lies where no exercise is.
    """
    return [Answer(name, path.stem, _parse(path)[0]) for name, path in _files(assignment, RIGHT)]


def wrong_answers(assignment: Assignment) -> list[Answer]:
    """Return the known mistakes, exercise by exercise as the manifest lists them, in alphabetical order of their ids.

    Raises:
        CourseError: A file cannot be read as Python, lies where no exercise is, or its docstring is not the TOML that
            it has to be.
    """
    answers = [_wrong(name, path) for name, path in _files(assignment, WRONG)]
    ids = {(one.exercise, one.id): one for one in answers}
    for one in answers:
        if one.like and (one.like == one.id or (one.exercise, one.like) not in ids or ids[one.exercise, one.like].like):
            path = assignment.secret / WRONG / one.exercise / f"{one.id}.py"
            raise CourseError(
                f"{path}: `like` is {one.like!r}; name another wrong answer of {one.exercise}, one without a `like`."
            )
    return answers


def rewritten_answers(assignment: Assignment) -> list[Answer]:
    """Return known mistakes written in other ways; the id of each is that of the mistake.

    Raises:
        CourseError: A file cannot be read as Python, lies where no exercise is, or is named like no wrong answer.
    """
    known = {(one.exercise, one.id) for one in wrong_answers(assignment)}
    for name, path in _files(assignment, REWRITTEN):
        if (name, path.stem) not in known:
            raise CourseError(
                f"{path}: there is no wrong answer {path.stem!r} of {name}; name the file like the one it rewrites."
            )
    return [Answer(name, path.stem, _parse(path)[0]) for name, path in _files(assignment, REWRITTEN)]


def hold_against_checks(
    assignment: Assignment, answers: Collection[Answer], checks: Mapping[str, Collection[str]]
) -> None:
    """Refuse wrong answers that name a check which is none of their exercise.

    Args:
        assignment: Whose answers.
        answers: The wrong answers.
        checks: Names of the checks of each exercise.

    Raises:
        CourseError: One names an unknown check.
    """
    for answer in answers:
        known = checks[answer.exercise]
        unknown = [name for name in answer.fails if name not in known]
        if unknown:
            path = assignment.secret / WRONG / answer.exercise / f"{answer.id}.py"
            raise CourseError(
                f"{path}: `fails` names {unknown[0]!r}, which is no check of {answer.exercise}; "
                f"its checks are {', '.join(known)}."
            )


def _files(assignment: Assignment, kind: str) -> Iterator[tuple[str, Path]]:
    names = [exercise.name for exercise in assignment.manifest.exercises]
    folder = assignment.secret / kind
    for path in sorted(folder.rglob("*.py")):
        if path.parent.parent != folder or path.parent.name not in names:
            raise CourseError(
                f"{path} belongs to no exercise; answers lie in {kind}/<exercise>/, "
                f"and the exercises are {', '.join(names)}."
            )
    for name in names:
        ids: dict[str, Path] = {}
        for path in sorted((folder / name).glob("*.py")):
            # Where capital letters make no difference in file names, one would overwrite the other.
            other = ids.setdefault(path.stem.lower(), path)
            if other is not path:
                raise CourseError(f"{path} and {other.name} have the same id but for capital letters; rename one.")
            yield name, path


def _wrong(exercise: str, path: Path) -> Answer:
    code, docstring = _parse(path)
    table = _table(path, docstring)
    return Answer(
        exercise,
        path.stem,
        code,
        tuple(table["fails"]),
        table["hint"],
        table.get("like", ""),
        table.get("surprise", ""),
    )


def _table(path: Path, docstring: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(docstring)
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path}: a wrong answer's docstring is TOML with `fails` and `hint`: {error}.") from None
    for key, value in table.items():
        if key not in _KEYS:
            raise CourseError(f"{path}: unknown key {key!r} in the docstring; known keys are {', '.join(_KEYS)}.")
        good = (
            isinstance(value, list) and all(isinstance(one, str) for one in value)
            if key == "fails"
            else isinstance(value, str)
        )
        if not good:
            raise CourseError(f"{path}: `{key}` is {value!r}; it has to be a {_KEYS[key]}.")
    absent = [name for name in _REQUIRED if not table.get(name)]
    if absent:
        raise CourseError(
            f"{path}: the docstring lacks {' and '.join(f'`{name}`' for name in absent)}; `fails` names each check "
            "that the answer must fail, `hint` says in a sentence what to think about."
        )
    return table


def _parse(path: Path) -> tuple[str, str]:
    """Return a file's code without its docstring, and its docstring."""
    try:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        raise CourseError(f"{path} is no Python file: {error}.") from None
    docstring = ast.get_docstring(tree)
    if docstring is None:
        return source.strip("\n"), ""
    return "\n".join(source.split("\n")[tree.body[0].end_lineno :]).strip("\n"), docstring
