"""The reference is the first submission: its functions are read from the solved notebook as a student's are."""

import builtins
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

import course_kit
from autograder._sandbox.inside.cells import read_cells
from autograder._sandbox.inside.compiling import compile_plan
from autograder._sandbox.inside.plan import make_plan
from autograder._sandbox.inside.running import run_program
from autograder.collecting.extract import Unreadable, extract_cells
from autograder.course import Assignment, CourseError


def read_reference(assignment: Assignment) -> Mapping[str, Callable[..., Any]]:
    """Return the solved functions of an assignment by name.

    Raises:
        CourseError: There is no solved notebook, its code is not that of the source, or it does not define a graded
            function.
    """
    path = assignment.solution
    _refuse_stale(assignment)
    try:
        cells = extract_cells(path, assignment.manifest.limits.notebook_mib)
    except Unreadable as error:
        raise CourseError(f"{path}: {error} `autograder build {assignment.id}` makes it.") from None
    wanted = [exercise.name for exercise in assignment.manifest.exercises]
    statements, problems = read_cells(cells, TransformerManager().transform_cell)
    namespace: dict[str, Any] = {name: getattr(course_kit, name) for name in course_kit.__all__}
    plan = make_plan(statements, cells, wanted, namespace.keys() | vars(builtins).keys())
    run = run_program(compile_plan(plan), namespace, wanted)
    for problem in (*problems, *run.problems):
        raise CourseError(f"{path}: cell {problem.cell + 1}, {problem.sentence}. Mend it in source/ and build again.")
    absent = [name for name in wanted if name not in run.found]
    if absent:
        raise CourseError(f"{path} does not define {', '.join(absent)}; add it to source/ and build again.")
    return {name: namespace[name] for name in wanted}


def _refuse_stale(assignment: Assignment) -> None:
    """Refuse a solved notebook with other code than the source's; where there is no source, nothing is out of date."""
    try:
        solved, source = (_code(path) for path in (assignment.solution, assignment.source))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        # Whether it can be read at all is asked later, in better words.
        return
    if solved != source:
        raise CourseError(
            f"{assignment.solution} is out of date: source/ holds other code; run `autograder build {assignment.id}`."
        )


def _code(path: Path) -> list[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]).strip() for cell in cells if cell["cell_type"] == "code"]
