"""What the checks found -> points per exercise and in all."""

from collections.abc import Iterable, Mapping, Sequence

from autograder.manifest import Manifest
from autograder.results import CheckResult, ExerciseResult


def score_exercises(manifest: Manifest, found: Iterable[tuple[str, CheckResult]]) -> tuple[ExerciseResult, ...]:
    """Return each exercise's result, in the order of the manifest.

    Args:
        manifest: The assignment's exercises and their points.
        found: Exercise and result of each check.
    """
    by_exercise: Mapping[str, list[CheckResult]] = {exercise.name: [] for exercise in manifest.exercises}
    for name, result in found:
        by_exercise[name].append(result)
    return tuple(_exercise(one.name, one.points, by_exercise[one.name]) for one in manifest.exercises)


def _exercise(name: str, points: int, checks: Sequence[CheckResult]) -> ExerciseResult:
    return ExerciseResult(name, sum(check.points for check in checks), points, tuple(checks))
