"""The notebooks that are graded in a measurement: right and wrong answers pasted into the release, one mistake each."""

import copy
import json
import shutil
from collections.abc import Iterator, Mapping
from itertools import cycle, islice, zip_longest
from pathlib import Path
from typing import Any

from autograder.answers import Answer, right_answers, wrong_answers
from autograder.course import Assignment
from autograder.errors import UserError


def write_class(assignment: Assignment, submitted: Path, size: int, *, alone: bool = False) -> list[Path]:
    """Write ``submitted/<student>/<id>/`` for a class, every second notebook with a mistake; return the notebooks.

    Cells that only train and draw are left out: this engine does not run them, and nbgrader would run them for minutes.

    Args:
        assignment: Whose release is filled in.
        submitted: Folder of the submissions; made.
        size: Number of students.
        alone: Leave out what is released beside the notebook.
    """
    released = json.loads(assignment.release.read_text(encoding="utf-8"))
    beside = [path for path in assignment.release.parent.iterdir() if path != assignment.release and not alone]
    paths = []
    for number, answers in enumerate(islice(_mixtures(assignment), size)):
        folder = submitted / f"student{number:05}" / assignment.id
        folder.mkdir(parents=True)
        for path in beside:
            if path.is_dir():
                shutil.copytree(path, folder / path.name)
            else:
                shutil.copy(path, folder / path.name)
        paths.append(folder / assignment.release.name)
        paths[-1].write_text(json.dumps(filled(released, answers)), encoding="utf-8")
    return paths


def filled(released: Mapping[str, Any], answers: Mapping[str, str]) -> dict[str, Any]:
    """Return a released notebook with code in its solution cells, without the cells that are neither graded nor needed.

    Args:
        released: The notebook as a student receives it.
        answers: Code by exercise.
    """
    notebook: dict[str, Any] = copy.deepcopy(dict(released))
    first = True
    cells = []
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if cell["cell_type"] == "code" and not grade_id and not first:
            continue
        if cell["cell_type"] == "code":
            first = False
        if grade_id in answers:
            cell["source"] = answers[grade_id]
        cells.append(cell)
    notebook["cells"] = cells
    return notebook


def _mixtures(assignment: Assignment) -> Iterator[dict[str, str]]:
    """Yield code for every exercise without end: all right, then one of them wrong, through all answers there are."""
    right = {exercise.name: _of(right_answers(assignment), exercise.name) for exercise in assignment.manifest.exercises}
    lacking = [name for name, answers in right.items() if not answers]
    if lacking:
        raise UserError(f"{assignment.secret / 'right_answers'} has no answer for {', '.join(lacking)}; add one.")
    styles = {name: cycle(answers) for name, answers in right.items()}
    wrong = [[answer for answer in wrong_answers(assignment) if answer.exercise == name] for name in right]
    # One of each exercise after the other, for what a mistake costs depends on the exercise.
    in_turn = [answer for some in zip_longest(*wrong) for answer in some if answer]
    mistakes = cycle(in_turn or [answer for answers in right.values() for answer in answers])
    while True:
        yield {name: next(style).code for name, style in styles.items()}
        mistake = next(mistakes)
        yield {name: next(style).code for name, style in styles.items()} | {mistake.exercise: mistake.code}


def _of(answers: list[Answer], exercise: str) -> list[Answer]:
    return [answer for answer in answers if answer.exercise == exercise]
