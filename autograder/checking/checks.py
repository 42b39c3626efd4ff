"""An assignment's checks, public and hidden, held against its manifest and recorded against its reference."""

import inspect
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder._sandbox.session import Call, Reply
from autograder.checking.secrecy import without_numbers
from autograder.checking.students import Callee, Recorder, SandboxedStudent
from autograder.course import Assignment
from autograder.results import CheckResult, Verdict, Visibility
from course_kit.check import PUBLIC_SEED
from course_kit.collecting import Check, CheckFileError, collect_checks
from course_kit.local_student import first_line

# Nobody reads more, and a student may have returned a text of any length.
MAX_MESSAGE = 2_000

FIXTURES = ("student", "rng", "reference")

Reference = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class PlannedCheck:
    """One check with the calls it made on the reference."""

    check: Check
    visibility: Visibility
    seed: int
    calls: Sequence[Call]

    def run(self, session: Callee, reference: Reference, replies: list[Reply | None]) -> CheckResult:
        """Run the check on a student.

        Args:
            session: The submission.
            reference: What its functions find under the names of other exercises.
            replies: The answers to `calls`; None where one was not asked ahead, filled in when it is asked.
        """
        secret = self.visibility is Visibility.HIDDEN
        student = SandboxedStudent(session, reference, self.calls, replies, self.seed, secret=secret)
        try:
            with np.errstate(all="ignore"):
                outcome = self.check.run(student, self.seed, reference=Recorder(reference, self.seed))
            verdict, message = Verdict(outcome.verdict), outcome.message
            if secret and verdict is Verdict.FAILED:
                message = without_numbers(message, f"{self.check.sentence} {self.check.claim.hint}")
        except Exception as error:  # noqa: BLE001 - whatever a check lets out is our fault, and must not stop the batch
            verdict, message = Verdict.GRADER_FAULT, f"the check itself failed: {_told(self.check, error)}"
        return self.result(verdict, message)

    def result(self, verdict: Verdict, message: str = "") -> CheckResult:
        """Return this check's result for a verdict."""
        worth = self.check.claim.points
        # A hint is about the claim; of a function that stops, the error says more.
        hint = self.check.claim.hint if verdict is Verdict.FAILED else ""
        return CheckResult(
            self.check.name,
            self.check.sentence,
            self.visibility,
            verdict,
            worth if verdict is Verdict.PASSED else 0,
            worth,
            _encodable(message),
            hint,
        )


def file_of(check: Check) -> str:
    """Return the path of the file that a check stands in."""
    code = getattr(inspect.unwrap(check.calls[0][0]), "__code__", None)
    return str(getattr(code, "co_filename", ""))


def _told(check: Check, error: Exception) -> str:
    """Return what a check let out, and the line of its file in which it did."""
    file, line, traceback = file_of(check), 0, error.__traceback__
    while traceback:
        if traceback.tb_frame.f_code.co_filename == file:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    place = f" ({Path(file).name}, line {line})" if line else ""
    return f"{type(error).__name__}: {first_line(error)}{place}"


def _encodable(message: str) -> str:
    """Return a message that every encoder takes, whatever text of a student's it quotes."""
    return message[:MAX_MESSAGE].encode("utf-8", "replace").decode("utf-8")


def plan_checks(assignment: Assignment, reference: Reference) -> tuple[PlannedCheck, ...]:
    """Collect an assignment's checks and record the calls of each against the reference.

    Raises:
        CheckFileError: A check cannot be collected, names an unknown exercise, fails on the reference, or the points
            do not add up.
    """
    files = {Visibility.PUBLIC: assignment.public_checks, Visibility.HIDDEN: assignment.hidden_checks}
    checks = [
        (check, visibility) for visibility, path in files.items() for check in collect_checks(path, FIXTURES).checks
    ]
    _hold_against_manifest(assignment, checks)
    seeds = {Visibility.PUBLIC: PUBLIC_SEED, Visibility.HIDDEN: assignment.seed}
    return tuple(
        _plan(check, visibility, seeds[visibility], reference, files[visibility]) for check, visibility in checks
    )


def record_check(check: Check, visibility: Visibility, seed: int, reference: Reference) -> PlannedCheck:
    """Record the calls that a check makes on the reference with one seed.

    Raises:
        CheckFileError: The reference fails it, or it lets out something else than a failed assertion.
    """
    recorder = Recorder(reference, seed)
    try:
        outcome = check.run(recorder, seed, reference=Recorder(reference, seed))
    except Exception as error:
        said = _told(check, error)
        raise CheckFileError(f"{check.name} cannot be run on the reference: {said}. Mend the check.") from error
    if outcome.verdict != "passed":
        raise CheckFileError(f"{check.name} fails on the reference: {outcome.message} Mend the check or the solution.")
    return PlannedCheck(check, visibility, seed, recorder.recorded)


def _plan(check: Check, visibility: Visibility, seed: int, reference: Reference, path: Path) -> PlannedCheck:
    try:
        return record_check(check, visibility, seed, reference)
    except CheckFileError as error:
        raise CheckFileError(f"{path}: {error}") from None


def _hold_against_manifest(assignment: Assignment, checks: Sequence[tuple[Check, Visibility]]) -> None:
    known = {exercise.name: exercise.points for exercise in assignment.manifest.exercises}
    total = Counter[str]()
    for check, visibility in checks:
        if check.claim.exercise not in known:
            path = assignment.public_checks if visibility is Visibility.PUBLIC else assignment.hidden_checks
            raise CheckFileError(
                f"{path}: {check.name} is a check of {check.claim.exercise}, which the manifest does not list; "
                f"it lists {', '.join(known)}."
            )
        total[check.claim.exercise] += check.claim.points
    for name, points in known.items():
        if total[name] != points:
            raise CheckFileError(
                f"{assignment.secret}: the checks of {name} are worth {total[name]} points together, the manifest says "
                f"{points}; make them equal."
            )
    twice = [name for name, count in Counter(check.name for check, _ in checks).items() if count > 1]
    if twice:
        raise CheckFileError(f"{assignment.secret}: two checks are called {twice[0]}; rename one.")
