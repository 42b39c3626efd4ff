"""Item statistics of a graded class: how hard each check and each exercise is, and how well it tells students apart."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.collecting.collect import collect_course, collect_files
from autograder.course import Course
from autograder.diagnosing.spread import Array
from autograder.errors import UserError
from autograder.grading import grade_all
from autograder.results import Status, Verdict, Visibility

# A correlation of fewer students is noise.
FEWEST_STUDENTS = 5

# What is commonly asked of a test item; below it, students who do well elsewhere do no better here.
LEAST_DISCRIMINATION = 0.2


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise or one check in a class.

    Attributes:
        exercise: The exercise it is or belongs to.
        check: The check's name; empty for a whole exercise.
        visibility: Of the check; None for a whole exercise.
        students: How many were graded.
        difficulty: Share of the points that the class earned on it; of a check, the share of students who passed it.
        discrimination: Correlation of the points on it with the points on everything else; None where it is not
            defined, because all did the same or there are too few students.
        flag: What a teacher should look at, one sentence; empty if nothing.
    """

    exercise: str
    check: str
    visibility: Visibility | None
    students: int
    difficulty: float
    discrimination: float | None
    flag: str


def read_class(course: Course, given: Path, ids: Sequence[str], jobs: int) -> dict[str, list[dict[str, Any]]]:
    """Return the results of a class by assignment.

    Args:
        course: The course.
        given: What ``grade-files --json`` wrote, or a folder to grade: a classroom with ``submitted/``, or a folder of
            notebooks and Python files.
        ids: Only these assignments; a folder of files needs exactly one. All if empty.
        jobs: Processes that grade at once.

    Raises:
        UserError: It is neither, or holds no result.
    """
    results = _read(given) if given.is_file() else _grade(course, given, ids, jobs)
    found: dict[str, list[dict[str, Any]]] = {}
    for result in results:
        if not ids or result["assignment"] in ids:
            found.setdefault(result["assignment"], []).append(result)
    if not found:
        raise UserError(f"{given} holds no result{' of ' if ids else ''}{', '.join(ids)}.")
    return found


def statistics(results: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Return the statistics of each exercise, followed by those of its checks.

    Args:
        results: Result JSON, one object a submission of one assignment. What could not be graded says nothing about
            the checks and is left out.
    """
    graded = [one for one in results if one["status"] == Status.GRADED and one["exercises"]]
    if not graded:
        return []
    totals = np.array([one["score"] for one in graded], dtype=float)
    items = []
    for index, exercise in enumerate(graded[0]["exercises"]):
        scores = np.array([one["exercises"][index]["score"] for one in graded], dtype=float)
        items.append(_item(exercise["name"], "", None, scores / exercise["max_score"], totals - scores))
        for number, check in enumerate(exercise["checks"]):
            verdicts = [one["exercises"][index]["checks"][number]["verdict"] for one in graded]
            passed = np.array([verdict == Verdict.PASSED for verdict in verdicts], dtype=float)
            visibility = Visibility(check["visibility"])
            items.append(_item(exercise["name"], check["name"], visibility, passed, totals - passed * check["out_of"]))
    return items


def _item(exercise: str, check: str, visibility: Visibility | None, shares: Array, rest: Array) -> Item:
    """Return the statistics of an item on which each student earned a share, and so many points on everything else."""
    difficulty, discrimination = float(shares.mean()), _correlation(shares, rest)
    flag = _flag(difficulty, discrimination)
    return Item(exercise, check, visibility, len(shares), difficulty, discrimination, flag)


def _correlation(one: Array, rest: Array) -> float | None:
    if len(one) < FEWEST_STUDENTS or not one.std() or not rest.std():
        return None
    return float(np.corrcoef(one, rest)[0, 1])


def _flag(difficulty: float, discrimination: float | None) -> str:
    if difficulty == 1:
        return "everyone passes: it tells nobody apart"
    if difficulty == 0:
        return "no one passes: is it fair, and is it taught?"
    if discrimination is not None and discrimination < 0:
        return "who does well elsewhere does worse here: does it say what it means?"
    if discrimination is not None and discrimination < LEAST_DISCRIMINATION:
        return "hardly related to the rest of the score"
    return ""


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        results = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"{path} cannot be read as JSON: {error}.") from None
    if not isinstance(results, list) or not all(isinstance(one, dict) and "exercises" in one for one in results):
        raise UserError(
            f"{path} is no list of results; `autograder grade-files ID PATH... --json {path.name}` writes one."
        )
    return results


def _grade(course: Course, folder: Path, ids: Sequence[str], jobs: int) -> list[dict[str, Any]]:
    import msgspec  # noqa: PLC0415 - only to have the results as the JSON that they are

    if not folder.is_dir():
        raise UserError(f"{folder} is neither a file of results nor a folder of submissions.")
    found = []
    if (folder / "submitted").is_dir():
        for name in ids or course.ids():
            submissions = collect_course(folder / "submitted", name)
            if submissions:
                found += list(grade_all(course.assignment(name), submissions, jobs))
    else:
        if len(ids) != 1:
            raise UserError(f"{folder} is a folder of files; name the one assignment that they belong to.")
        paths = sorted(str(path) for path in folder.iterdir() if path.suffix in (".ipynb", ".py"))
        found += list(grade_all(course.assignment(ids[0]), collect_files(paths), jobs))
    results: list[dict[str, Any]] = msgspec.to_builtins(found)
    return results
