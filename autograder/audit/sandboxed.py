"""The real grader's word on the reference, the release, and every answer that the audit tries in its own process."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.audit.trials import Outcome
from autograder.collecting.collect import Submission
from autograder.course import Assignment, Course
from autograder.grading import grade_all
from autograder.results import Result, Status, Verdict

# What a notebook that nobody touched may lead to: stubs raise, and nothing else happens.
_HARMLESS = {Verdict.RAISED, Verdict.FAILED}


@dataclass(frozen=True)
class Graded:
    """What the grader says.

    Attributes:
        reference: The solved notebook's result.
        release: The untouched notebook's result.
        disagreements: Answers that the grader sees differently from the audit, one sentence each.
    """

    reference: Result
    release: Result
    disagreements: tuple[str, ...]


def grade_everything(assignment: Assignment, outcomes: Sequence[Outcome], jobs: int) -> Iterator[Result]:
    """Yield the results of the reference, of the release, and of each answer tried, through the sandbox."""
    with tempfile.TemporaryDirectory() as folder:
        files = [_written(Path(folder) / f"{index}.py", outcome) for index, outcome in enumerate(outcomes)]
        submissions = [
            Submission("the reference", assignment.solution),
            Submission("the release", assignment.release),
            *(Submission(path.name, path) for path in files),
        ]
        yield from grade_all(_without_known_mistakes(assignment, Path(folder) / "course"), submissions, jobs)


def _without_known_mistakes(assignment: Assignment, root: Path) -> Assignment:
    """Copy what grading reads but for known mistakes: looking for these takes time, and trials do it already."""
    copy = Assignment(Course(root), assignment.id, assignment.manifest)
    for name in ("solution", "public_checks", "hidden_checks"):
        target = getattr(copy, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(getattr(assignment, name), target)
    return copy


def compared(outcomes: Sequence[Outcome], results: Iterable[Result]) -> Graded:
    """Hold the grader's results against what the audit found in its own process."""
    reference, release, *answers = results
    pairs = zip(outcomes, answers, strict=True)
    return Graded(reference, release, tuple(one for one in (_disagreement(*pair) for pair in pairs) if one))


def problems(graded: Graded) -> Iterator[str]:
    """Yield what is wrong with the reference's and the release's results, one sentence each with the remedy."""
    reference, release = graded.reference, graded.release
    if reference.status is not Status.GRADED or reference.score != reference.max_score:
        yield (
            f"the reference gets {reference.score} of {reference.max_score} points ({_first_reason(reference)}); "
            "mend the solution or the check"
        )
    if release.status is not Status.GRADED or release.score != 0:
        yield (
            f"the untouched release gets {release.score} points ({_first_reason(release)}); "
            "an unfinished stub must earn nothing"
        )
    for exercise in release.exercises:
        for check in exercise.checks:
            if check.verdict not in _HARMLESS:
                yield f"the untouched release makes {check.name} end as {check.verdict}; a stub must raise and no more"
    if release.notes:
        yield f"a cell of the untouched release cannot be run: {release.notes[0]}"
    yield from graded.disagreements


def _written(path: Path, outcome: Outcome) -> Path:
    path.write_text(outcome.trial.code + "\n", encoding="utf-8")
    return path


def _disagreement(outcome: Outcome, result: Result) -> str:
    trial = outcome.trial
    exercise = next((one for one in result.exercises if one.name == trial.exercise), None)
    if exercise is None:
        return f"{trial.kind} answer {trial.exercise}/{trial.id}: the grader says {result.status}: {result.reason}"
    failed = {check.name for check in exercise.checks if check.verdict is not Verdict.PASSED}
    different = failed ^ (outcome.failed[0] if outcome.failed else frozenset())
    if not different:
        return ""
    return (
        f"{trial.kind} answer {trial.exercise}/{trial.id}: in the sandbox {', '.join(sorted(different))} "
        "ends differently from here; find out which of the two is right"
    )


def _first_reason(result: Result) -> str:
    missed = [
        check
        for one in result.exercises
        for check in one.checks
        if (check.verdict is Verdict.PASSED) == (result.score != result.max_score and result.score == 0)
    ]
    return result.reason or (f"{missed[0].name}: {missed[0].message}" if missed else "no check says why")
