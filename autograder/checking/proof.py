"""What building and auditing ask of check files beyond what grading needs: that they ask the same whenever they run."""

import ast
import io
import random
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np

from autograder._sandbox.session import Call
from autograder.checking.checks import FIXTURES, PlannedCheck, Reference, file_of, plan_checks
from autograder.checking.students import generators_kept
from autograder.course import Assignment
from course_kit.check import PUBLIC_SEED
from course_kit.collecting import CheckFileError, collect_checks
from course_kit.local_student import LocalStudent, first_line

_UNSEEDED = "draw with `rng`, and take nothing from a clock or from other generators"


def prove_checks(assignment: Assignment, reference: Reference) -> tuple[PlannedCheck, ...]:
    """Collect an assignment's checks, record them twice against the reference, and draw their pictures.

    Raises:
        CheckFileError: A check cannot be used, comes out differently the second time, or a picture cannot be drawn.
    """
    for path in (assignment.public_checks, assignment.hidden_checks):
        _prove_text(path)
    planned = _planned(assignment, reference, seed=1)
    try:
        again = _planned(assignment, reference, seed=2)
    except CheckFileError as error:
        raise CheckFileError(f"{error} The same seed went well the first time: {_UNSEEDED}.") from None
    for one, other in zip(planned, again, strict=True):
        if not _ask_alike(one.calls, other.calls):
            raise CheckFileError(
                f"{file_of(one.check)}: {one.check.name} draws without `rng`: run twice with the same seed, "
                f"it asks different things; {_UNSEEDED}."
            )
    _prove_pictures(assignment, reference)
    return planned


def _prove_text(path: Path) -> None:
    """Refuse what pytest does not see: a function that another one of its name replaces, an assert without words."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        # Collecting the file says so.
        return
    lines: dict[str, int] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and lines.setdefault(node.name, node.lineno) != node.lineno:
            raise CheckFileError(
                f"{path}: line {node.lineno}: {node.name} is defined a second time, after line {lines[node.name]}; "
                "rename one."
            )
    for statement in ast.walk(tree):
        if isinstance(statement, ast.Assert) and statement.msg is None:
            raise CheckFileError(
                f"{path}: line {statement.lineno}: an assert without a message tells the student nothing; "
                "say what came back and what was expected."
            )


def _planned(assignment: Assignment, reference: Reference, *, seed: int) -> tuple[PlannedCheck, ...]:
    """Plan the checks with the generators of this process in a state that no check may notice."""
    with generators_kept():
        random.seed(seed)
        np.random.seed(seed)  # noqa: NPY002 - the generator that a check must not draw from
        return plan_checks(assignment, reference)


def _ask_alike(calls: Sequence[Call], again: Sequence[Call]) -> bool:
    return all(one and other and one.repeats(other) for one, other in zip_longest(calls, again))


def _prove_pictures(assignment: Assignment, reference: Reference) -> None:
    known = [exercise.name for exercise in assignment.manifest.exercises]
    for exercise, draw in collect_checks(assignment.public_checks, FIXTURES).pictures.items():
        where = f"{assignment.public_checks}: {getattr(draw, '__name__', 'a function')} is the picture of {exercise}"
        if exercise not in known:
            raise CheckFileError(f"{where}, which the manifest does not list; it lists {', '.join(known)}.")
        why = _why_not_drawn(draw, reference)
        if why:
            raise CheckFileError(f"{where} and cannot be drawn from the reference: {why}. Mend the picture.")


def _why_not_drawn(draw: Callable[[Any], Any], reference: Reference) -> str:
    try:
        with generators_kept(), np.errstate(all="ignore"):
            figure = draw(LocalStudent(reference, PUBLIC_SEED))
            if not hasattr(figure, "savefig"):
                return f"it returns {type(figure).__name__} where a matplotlib Figure belongs"
            figure.savefig(io.BytesIO(), format="png")
    except Exception as error:  # noqa: BLE001 - whatever a picture lets out is what its author has to know
        return f"{type(error).__name__}: {first_line(error)}".rstrip(".")
    return ""
