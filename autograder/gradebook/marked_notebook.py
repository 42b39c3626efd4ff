"""``autograded/<student>/<id>/<id>.ipynb``: what was handed in with the marks in it, for formgrader to show.

formgrader and nbgrader's feedback put a notebook's HTML, links and outputs into the teacher's browser as they are. So
of a submission only code and text are kept, and text that is not the assignment's own is shown as it was typed.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from autograder.collecting.extract import Entry, Unreadable, read_entries
from autograder.course import Assignment
from autograder.errors import OurFault
from autograder.nbgrader_plugins import METADATA
from autograder.pages.feedback import exercise_text
from autograder.results import ExerciseResult, Result, Status

Cell = dict[str, Any]

# Longer sources make formgrader's page useless; nobody types so much.
LONGEST_SOURCE = 100_000

NO_CELL = "# The submission has no cell of its own for this exercise."

_BACKTICKS = re.compile("`+")


def check_id(exercise: str) -> str:
    """Return the grade_id of the graded cell of an exercise."""
    return f"check_{exercise}"


@dataclass(frozen=True)
class Released:
    """The notebook as students received it.

    Attributes:
        cells: nbgrader's own cells by grade_id, in their order.
        texts: The other text cells, by their source.
        metadata: The notebook's metadata.
    """

    cells: Mapping[str, Cell]
    texts: Mapping[str, Cell]
    metadata: Mapping[str, Any]


def read_released(assignment: Assignment) -> Released:
    """Read the released notebook.

    Raises:
        OurFault: It is missing, damaged, or lacks a cell of an exercise.
    """
    path, remedy = assignment.release, f"run `autograder build {assignment.id}`"
    try:
        document = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError):
        raise OurFault(f"{path} cannot be read; {remedy}.") from None
    for cell in document["cells"]:
        cell["source"] = "".join(cell["source"])
    ours = {_grade_id(cell): cell for cell in document["cells"] if _grade_id(cell)}
    for exercise in assignment.manifest.exercises:
        for grade_id in (exercise.name, check_id(exercise.name)):
            if grade_id not in ours:
                raise OurFault(f"{path} has no cell {grade_id}; {remedy}.")
    texts = [cell for cell in document["cells"] if cell["cell_type"] == "markdown" and not _grade_id(cell)]
    return Released(ours, {cell["source"]: cell for cell in texts}, document["metadata"])


@dataclass(frozen=True)
class MarkedNotebook:
    """The notebook to write, and the exercises whose stub is as it was released."""

    json: bytes
    untouched: frozenset[str]


def mark_notebook(file: Path | None, released: Released, assignment: Assignment, result: Result) -> MarkedNotebook:
    """Put the marks into what was handed in; into an empty notebook if it cannot be read.

    Args:
        file: What was handed in.
        released: The notebook as students received it.
        assignment: Whose exercises.
        result: The marks.
    """
    names = [exercise.name for exercise in assignment.manifest.exercises]
    entries = _entries(file, assignment, result)
    owners = _owners(entries, released, names)
    graded = result.status is Status.GRADED
    marks = {check_id(exercise.name): exercise for exercise in result.exercises if graded}
    cells = list(_cells(entries, owners, released))
    for index, cell in enumerate(cells):
        cell["id"] = f"cell-{index + 1}"
        _mark(cell, marks.get(_grade_id(cell)))
    sources = {_grade_id(cell): cell["source"] for cell in cells}
    untouched = frozenset(name for name in names if name in owners and sources[name] == released.cells[name]["source"])
    metadata = {**released.metadata, METADATA: msgspec.to_builtins(_Kept(result))}
    document = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return MarkedNotebook(_encoded(document), untouched)


def _encoded(document: Mapping[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(document)
    except UnicodeEncodeError:
        # Half a surrogate pair: in a cell, or in the name of a folder.
        return json.dumps(document, ensure_ascii=False).encode(errors="replace")


class _Kept(msgspec.Struct):
    """What the notebook's metadata keeps; no page shows metadata."""

    result: Result


def result_in(notebook: Mapping[str, Any]) -> Result | None:
    """Return the result that a marked notebook was made from; None if it was not made by `mark_notebook`."""
    kept = notebook["metadata"].get(METADATA)
    try:
        return msgspec.convert(kept, _Kept).result
    except msgspec.ValidationError:
        return None


def _entries(file: Path | None, assignment: Assignment, result: Result) -> list[Entry]:
    if file is not None and result.status is not Status.UNREADABLE:
        try:
            return read_entries(file, assignment.manifest.limits.notebook_mib)
        except (Unreadable, OSError) as error:
            return [Entry("markdown", str(error), "")]
    return [Entry("markdown", result.reason, "")]


def _owners(entries: list[Entry], released: Released, names: Iterable[str]) -> dict[str, int]:
    """Return for each of nbgrader's ids the index of the cell that is it; an id that is nowhere is left out.

    A cell that is there twice counts where it stands last. A solution without nbgrader's id is the last cell that
    defines the function.
    """
    owners = {
        entry.grade_id: index
        for index, entry in enumerate(entries)
        if entry.grade_id in released.cells and entry.kind == released.cells[entry.grade_id]["cell_type"]
    }
    code = [(index, entry) for index, entry in enumerate(entries) if entry.kind == "code"]
    for name in names:
        defines = re.compile(rf"^(async )?def {name}\b", re.MULTILINE)
        found = [index for index, entry in code if not entry.grade_id and defines.search(entry.source)]
        if name not in owners and found and found[-1] not in owners.values():
            owners[name] = found[-1]
    return owners


def _cells(entries: list[Entry], owners: Mapping[str, int], released: Released) -> Iterator[Cell]:
    """Yield the notebook's cells.

    A cell of nbgrader's that is missing follows the one that is before it in the release, or stands at the end.
    """
    ids = {index: grade_id for grade_id, index in owners.items()}
    waiting = _after(owners, released)
    for index, entry in enumerate(entries):
        grade_id = ids.get(index, "")
        if grade_id:
            yield _kept(entry, released.cells[grade_id])
            yield from (_absent(released.cells[one]) for one in waiting.get(grade_id, ()))
        else:
            yield _plain(entry, released)
    yield from (_absent(released.cells[one]) for one in waiting.get("", ()))


def _after(owners: Mapping[str, int], released: Released) -> dict[str, list[str]]:
    """Return which ids are missing after which; the empty id stands for none before."""
    missing: dict[str, list[str]] = {}
    last = ""
    for grade_id in released.cells:
        if grade_id in owners:
            last = grade_id
        else:
            missing.setdefault(last, []).append(grade_id)
    return missing


def _kept(entry: Entry, original: Cell) -> Cell:
    """Return one of nbgrader's cells: its own source if it is locked, the student's if it is not."""
    return original | {"source": entry.source[:LONGEST_SOURCE]} if _is_solution(original) else dict(original)


def _absent(original: Cell) -> Cell:
    return original | {"source": NO_CELL} if _is_solution(original) else dict(original)


def _plain(entry: Entry, released: Released) -> Cell:
    source = entry.source[:LONGEST_SOURCE]
    if entry.kind == "code":
        return {"cell_type": "code", "metadata": {}, "source": source, "execution_count": None, "outputs": []}
    if entry.kind == "markdown" and source in released.texts:
        return dict(released.texts[source])
    return {"cell_type": "markdown", "metadata": {}, "source": as_typed(source)}


def as_typed(text: str) -> str:
    """Return Markdown that shows `text` as it is: no HTML, no link, no formula of it comes to life."""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _mark(cell: Cell, exercise: ExerciseResult | None) -> None:
    """Give a code cell no outputs, or, if it grades an exercise, those that nbgrader reads the score from."""
    if cell["cell_type"] != "code":
        return
    cell["outputs"], cell["execution_count"] = [], None
    if exercise is not None:
        text = {"output_type": "stream", "name": "stdout", "text": exercise_text(exercise) + "\n"}
        score = {"text/plain": str(exercise.score)}
        cell["outputs"] = [text, {"output_type": "execute_result", "execution_count": 1, "data": score, "metadata": {}}]
        cell["execution_count"] = 1


def _grade_id(cell: Cell) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _is_solution(cell: Cell) -> bool:
    return bool(cell["metadata"]["nbgrader"]["solution"])
