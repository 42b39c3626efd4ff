"""Answers that every exercise gets from somebody: no `return`, a text, a tuple with a part too few or too many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from autograder._sandbox.inside.values import copied
from autograder.audit.trials import RIGHT_ONE, Outcome, Trial
from autograder.checking.checks import PlannedCheck, Reference
from autograder.checking.local_session import quietly
from autograder.checking.students import generators_kept
from autograder.course import Assignment
from course_kit.collecting import Check

KIND = "odd"

# What a function returns that returns nothing of use, as code.
_NOTHING = {
    "nothing (None)": "None",
    "a text": "'text'",
    "an empty tuple": "()",
    "an empty list": "[]",
    "an empty dictionary": "{}",
}

# What may well be right in part.
_SOMETHING = {"a number": "0.6180339887"}

_CUT = {
    "its first part only": f"{RIGHT_ONE}(*arguments)[0]",
    "a part too few": f"{RIGHT_ONE}(*arguments)[:-1]",
    "a part too many": f"(*{RIGHT_ONE}(*arguments), 0.6180339887)",
}


def odd_trials(assignment: Assignment, planned: Iterable[PlannedCheck], reference: Reference) -> Iterator[Trial]:
    """Yield a handful of odd answers to every exercise.

    Args:
        assignment: Whose exercises.
        planned: Its checks with what they ask.
        reference: The solved functions.
    """
    checks = list(planned)
    for exercise in assignment.manifest.exercises:
        returned = _NOTHING | _SOMETHING
        if isinstance(_right_value(exercise.name, checks, reference), tuple):
            returned |= _CUT
        for what, value in returned.items():
            code = f"def {exercise.name}(*arguments):\n    return {value}"
            yield Trial(assignment.id, KIND, exercise.name, what, code)


def odd_problems(outcomes: Iterable[Outcome], checks: Iterable[Check]) -> Iterator[str]:
    """Yield the checks that odd answers bring to a stop, and the odd answers that earn points, one sentence each."""
    worth = {(check.claim.exercise, check.name): check.claim.points for check in checks}
    faults: dict[tuple[str, str], list[tuple[str, str]]] = {}
    tried = list(outcomes)
    for one in tried:
        for fault in one.faults:
            check = fault.partition(":")[0]
            faults.setdefault((one.trial.exercise, check), []).append((one.trial.id, fault))
    for (exercise, _), found in faults.items():
        returned, (fault, *_others) = zip(*found, strict=True)
        yield (
            f"{exercise}: a function that returns {_either(returned)} makes a check itself fail: {fault}; look at what "
            "came back with parts_of, array_of and their kin before using it"
        )
    for one in tried:
        yield from _earned(one, worth)


def _earned(one: Outcome, worth: Mapping[tuple[str, str], int]) -> Iterator[str]:
    if one.trial.id not in _NOTHING or not one.failed:
        return
    passed = {
        name: points
        for (exercise, name), points in worth.items()
        if exercise == one.trial.exercise and points and name not in one.ever
    }
    if passed:
        yield (
            f"{one.trial.exercise}: an answer that returns {one.trial.id} earns {sum(passed.values())} points "
            f"({', '.join(sorted(passed))}); ask for the result first"
        )


def _right_value(exercise: str, checks: Iterable[PlannedCheck], reference: Reference) -> Any:
    """Return what the solution returns to the first question of a check."""
    calls = (call for one in checks for call in one.calls if call.name == exercise)
    first = next(calls, None)
    if first is None:
        return None
    with quietly(), generators_kept():
        return reference[exercise](*copied(first.arguments))


def _either(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
