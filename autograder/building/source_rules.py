"""What must hold of an assignment's source before it is built, and of its release before a student gets it."""

import re
from collections.abc import Iterator
from keyword import iskeyword
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course import Assignment
from autograder.manifest import Exercise
from autograder.nbgrader_plugins import files_beside, is_litter, kit_files

# Data that a notebook may read. Code has its two places, the notebook and the public checks.
DATA = frozenset({".csv", ".jpg", ".json", ".npy", ".npz", ".png", ".svg", ".tsv", ".txt"})

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"

# A solution line with fewer names and numbers than this (`return cost`, `m = X.shape[1]`) gives nothing away.
TELLING_WORDS = 5


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook.

    Raises:
        ValueError: It cannot be read as one; the message says why.
    """
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise ValueError("is missing") from None
    except Exception as error:
        # nbformat lets out whatever its JSON reader, its converters and its validator raise.
        raise ValueError(f"is no notebook: {str(error).splitlines()[0][:200]}") from error
    return notebook


def source_problems(assignment: Assignment) -> list[str]:
    """Return what is wrong with an assignment's source folder, one sentence each with file, rule and remedy."""
    name = f"source/{assignment.id}/{assignment.source.name}"
    try:
        notebook = read_notebook(assignment.source)
    except ValueError as error:
        return [f"{name} {error}"]
    problems = [f"{name}: {problem}" for problem in _notebook_problems(assignment, notebook)]
    if not assignment.public_checks.is_file():
        problems.append(
            f"source/{assignment.id}/{assignment.public_checks.name} is missing; students check their work with it"
        )
    if not assignment.hidden_checks.is_file():
        problems.append(f"autograder/assignments/{assignment.id}/{assignment.hidden_checks.name} is missing")
    return problems + [f"source/{assignment.id}/{one}" for one in _stray_files(assignment)]


def release_problems(assignment: Assignment, release: Path, kit: Path) -> list[str]:
    """Return what a release must not hold: a line of a solution, an output, or a file outside the allow-list.

    Args:
        assignment: Whose release it is.
        release: The folder that holds it.
        kit: The kit's folder.
    """
    allowed = {
        assignment.source.name,
        *files_beside(assignment.source.parent),
        *kit_files(kit),
    }
    solution = set(solution_lines(read_notebook(assignment.source)))
    problems = []
    for path in sorted(path for path in release.rglob("*") if path.is_file()):
        name = path.relative_to(release).as_posix()
        if name not in allowed:
            problems.append(f"release/{assignment.id}/{name} is nothing that students receive; remove it")
        for line, where in _lines(path):
            if line in solution:
                problems.append(f"release/{assignment.id}/{name}: {where} gives a line of the solution away: {line}")
    return problems


def solution_lines(notebook: NotebookNode) -> list[str]:
    """Return the lines between the solution markers that tell something, without indentation."""
    return [line for cell in notebook.cells for line in _inside_markers(cell.source) if _is_telling(line)]


def _notebook_problems(assignment: Assignment, notebook: NotebookNode) -> Iterator[str]:
    if notebook.nbformat_minor < 5:
        yield "has cells without ids; open and save it in a present Jupyter (nbformat 4.5)"
    cells: dict[str, list[NotebookNode]] = {}
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.source.count(BEGIN) != cell.source.count(END):
            yield f"cell {cell.get('id', number)!r} has {BEGIN!r} without {END!r}, or the other way; write both"
        cells.setdefault(_nbgrader(cell).get("grade_id", ""), []).append(cell)
    for exercise in assignment.manifest.exercises:
        yield from _exercise_problems(exercise, cells)
    expected = {f"check_{exercise.name}" for exercise in assignment.manifest.exercises}
    for grade_id, found in cells.items():
        if grade_id not in expected and any(_nbgrader(cell).get("grade") for cell in found):
            yield f"cell {grade_id!r} is graded but no exercise in assignment.toml goes with it"


def _exercise_problems(exercise: Exercise, cells: dict[str, list[NotebookNode]]) -> Iterator[str]:
    solution = cells.get(exercise.name, [])
    if len(solution) != 1 or not _nbgrader(solution[0]).get("solution"):
        yield f"needs one autograded-answer cell with the id {exercise.name!r}"
    elif not any(_inside_markers(solution[0].source)):
        yield f"cell {exercise.name!r} has no code between {BEGIN!r} and {END!r}; a student would get no stub"
    graded = cells.get(f"check_{exercise.name}", [])
    if len(graded) != 1 or not _nbgrader(graded[0]).get("grade"):
        yield f"needs one graded cell with the id 'check_{exercise.name}'"
        return
    metadata = _nbgrader(graded[0])
    if metadata.get("points") != exercise.points:
        yield (
            f"cell 'check_{exercise.name}' is worth {metadata.get('points')} points, "
            f"assignment.toml says {exercise.points}; make them equal"
        )
    if not metadata.get("locked"):
        yield f"cell 'check_{exercise.name}' is not locked; make it an autograder-tests cell"


def _stray_files(assignment: Assignment) -> Iterator[str]:
    folder = assignment.source.parent
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        if name.name in (assignment.source.name, assignment.public_checks.name) and len(name.parts) == 1:
            continue
        if not is_litter(name) and name.suffix not in DATA:
            yield f"{name.as_posix()} would reach students; only notebook, public checks and data may lie here"


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of a released file without indentation, each with where it stands."""
    if path.suffix == ".ipynb":
        for number, cell in enumerate(read_notebook(path).cells, start=1):
            where = f"cell {cell.get('id', number)!r}"
            yield from ((line.strip(), where) for line in cell.source.splitlines())
        return
    text = path.read_bytes().decode("utf-8", "replace")
    yield from ((line.strip(), f"line {number}") for number, line in enumerate(text.splitlines(), start=1))


def _inside_markers(source: str) -> Iterator[str]:
    inside = False
    for line in source.splitlines():
        if BEGIN in line or END in line:
            inside = BEGIN in line
        elif inside and line.strip():
            yield line.strip()


def _is_telling(line: str) -> bool:
    words = [word for word in re.findall(r"\w+", line) if not iskeyword(word)]
    return len(words) >= TELLING_WORDS


def _nbgrader(cell: NotebookNode) -> dict[str, Any]:
    metadata: dict[str, Any] = cell.metadata.get("nbgrader", {})
    return metadata
