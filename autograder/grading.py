"""Submissions in, results out: one submission in one process, or many in several."""

import functools
import gc
import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder._sandbox.inside.cells import Cell
from autograder._sandbox.levels import Level, available
from autograder._sandbox.sandbox import Sandbox, SandboxError
from autograder._sandbox.session import Reply, Session
from autograder._sandbox.starting import Reading
from autograder.checking.checks import PlannedCheck, plan_checks
from autograder.checking.judged import Judged
from autograder.checking.reply_cache import ReplyCache, fingerprint
from autograder.checking.score import score_exercises
from autograder.collecting.collect import Submission
from autograder.collecting.extract import Unreadable, extract_cells
from autograder.course import Assignment, CourseError
from autograder.diagnosing.diagnosis import Diagnosis
from autograder.pages.page_pictures import plan_pictures
from autograder.pages.sketches import Sketch
from autograder.parallel import default_jobs, map_in_order
from autograder.reference import read_reference
from autograder.results import CheckResult, ExerciseResult, Result, Status, Verdict, Visibility
from course_kit.collecting import CheckFileError
from course_kit.local_student import explain

Replies = dict[str, list[Reply | None]]


class Grader:
    """Grades submissions of one assignment, one after another. Collects the checks and warms the sandbox once.

    Args:
        assignment: What they are graded against.
        level: How student code is isolated; the strongest level that holds here if left out.
        shared: A file in which all that grade the same class note what they have judged.

    Raises:
        CourseError, CheckFileError: The assignment's reference or its checks cannot be used.
    """

    def __init__(self, assignment: Assignment, level: Level | None = None, shared: Path | None = None) -> None:
        self.assignment = assignment
        self._reference = read_reference(assignment)
        self._checks = plan_checks(assignment, self._reference)
        # The functions that the checks of an exercise call, mostly its own alone.
        self._asked = {one.name: {one.name} for one in assignment.manifest.exercises}
        for planned in self._checks:
            self._asked[planned.check.claim.exercise] |= {call.name for call in planned.calls}
        self._judged = Judged(shared)
        self._results = ReplyCache[CheckResult]()
        self._diagnosis = Diagnosis(assignment, self._reference, self._checks)
        self._pictures = plan_pictures(assignment, self._reference)
        public = [one for one in self._checks if one.visibility is Visibility.PUBLIC]
        frames = [call.frame for one in public for call in one.calls]
        self._sandbox = Sandbox(assignment.manifest.limits, level, _released_cells(assignment), frames)
        self._sandbox.start()

    def __enter__(self) -> "Grader":
        return self

    def __exit__(self, *_: object) -> None:
        self._sandbox.close()
        self._judged.close()

    def grade(self, submission: Submission) -> Result:
        """Grade one submission, from file to points. Never raises for what a student handed in."""
        started = time.perf_counter()
        try:
            cells = self._extract(submission)
            exercises, notes = self._judge(cells)
            notes = (submission.note, *notes) if submission.note else notes
        except Unreadable as error:
            return self._result(submission, Status.UNREADABLE, started, reason=str(error))
        except (SandboxError, OSError) as error:
            return self._result(submission, Status.GRADER_FAULT, started, reason=str(error))
        except Exception as error:  # noqa: BLE001 - one submission must not cost the others their marks
            return self._result(submission, Status.GRADER_FAULT, started, reason=f"{type(error).__name__}: {error}")
        fault = next(
            (check for one in exercises for check in one.checks if check.verdict is Verdict.GRADER_FAULT), None
        )
        if fault:
            reason = f"{fault.name}: {fault.message}"
            return self._result(submission, Status.GRADER_FAULT, started, exercises, notes, reason)
        return self._result(submission, Status.GRADED, started, exercises, notes)

    def _extract(self, submission: Submission) -> tuple[Cell, ...]:
        if submission.path is None:
            raise OSError(submission.problem) if submission.ours else Unreadable(submission.problem)
        return extract_cells(submission.path, self.assignment.manifest.limits.notebook_mib)

    def _judge(self, cells: tuple[Cell, ...]) -> tuple[tuple[ExerciseResult, ...], tuple[str, ...]]:
        with Session(self._sandbox, cells, self._reference) as session:
            codes = self._codes(session.reading)
            recalled = {name: self._judged.recall(name, code) for name, code in codes.items()}
            results = {name: result for name, result in recalled.items() if result and self._holds(result, session)}
            others = [one.name for one in self.assignment.manifest.exercises if one.name not in results]
            problems = session.reading.problems
            if others:
                judged = {one.name: one for one in self._judge_exercises(others, session, cells)}
                problems = session.problems
                self._keep(judged, codes, session)
                results |= judged
        notes = tuple(f"Cell {cell + 1}: {sentence}." for cell, sentence in problems)
        return tuple(results[one.name] for one in self.assignment.manifest.exercises), notes

    def _holds(self, result: ExerciseResult, session: Session) -> bool:
        """Tell whether what came of the same code elsewhere comes of it in this notebook."""
        # Loud code may have made what the other notebook lacked.
        return session.reading.quiet or result.score == result.max_score

    def _keep(self, judged: Mapping[str, ExerciseResult], codes: Mapping[str, bytes], session: Session) -> None:
        """Keep the results that follow from the code."""
        if not session.reading.quiet or session.problems != session.reading.problems:
            return
        for name in judged.keys() & codes.keys():
            # Points may be lost to what other code of this notebook did. None are won by it.
            if judged[name].score == judged[name].max_score or session.was_alone(name):
                self._judged.keep(judged[name], codes[name])

    def _codes(self, reading: Reading) -> dict[str, bytes]:
        """Return what is equal for equal code, for each exercise whose result follows from its code."""
        codes = reading.codes
        return {
            name: b"".join(codes[one] for one in sorted(asked))
            for name, asked in self._asked.items()
            if asked <= codes.keys()
        }

    def _judge_exercises(
        self, names: Sequence[str], session: Session, cells: Sequence[Cell]
    ) -> Iterator[ExerciseResult]:
        said = _Said()
        checks = [one for one in self._checks if one.check.claim.exercise in names]
        self._run(checks, session, cells, said)
        for name in names:
            self._run_alone(name, session, cells, said)
        by_exercise = [(one.check.claim.exercise, said.results[one.check.name]) for one in checks]
        for one in score_exercises(self.assignment.manifest, by_exercise):
            if one.name in names:
                yield replace(self._diagnosis.explain(one, said.replies, session), sketch=said.sketches.get(one.name))

    def _run_alone(self, name: str, session: Session, cells: Sequence[Cell], said: "_Said") -> None:
        """Run the checks of an exercise again if another one's code may have made them fail."""
        checks = [one for one in self._checks if one.check.claim.exercise == name]
        results = [said.results[one.check.name] for one in checks]
        failed = any(result.verdict is not Verdict.PASSED for result in results)
        stub = explain(name, "NotImplementedError", "")
        written = any(result.message != stub for result in results)
        if failed and written and session.may_be_disturbed(name):
            session.give_another_chance(name)
            said.sketches.pop(name, None)
            self._run(checks, session, cells, said)

    def _run(self, checks: Sequence[PlannedCheck], session: Session, cells: Sequence[Cell], said: "_Said") -> None:
        for stage in stages(checks):
            said.replies |= ask_ahead(session, stage)
            for one in stage:
                said.results[one.check.name] = self._run_one(one, session, cells, said.replies)
            if stage[0].visibility is Visibility.PUBLIC:
                said.sketches |= self._sketch(stage, session, said)

    def _sketch(self, stage: Sequence[PlannedCheck], session: Session, said: "_Said") -> dict[str, Sketch]:
        """Return the pictures of the exercises whose functions answer, and not as they should."""
        wrong = {one.check.claim.exercise for one in stage if said.results[one.check.name].verdict is Verdict.FAILED}
        pictures = [(name, self._pictures[name]) for name in sorted(wrong) if name in self._pictures]
        drawn = {name: picture.drawn(session, self._reference) for name, picture in pictures}
        return {name: sketch for name, sketch in drawn.items() if sketch}

    def _run_one(self, planned: PlannedCheck, session: Session, cells: Sequence[Cell], replies: Replies) -> CheckResult:
        name = planned.check.claim.exercise
        if name not in session.found:
            return planned.result(Verdict.MISSING, _why_missing(name, cells, session.problems))
        asked = replies[planned.check.name]
        known = fingerprint(asked)
        key = None if known is None else (planned.check.name, known)
        result = self._results.answer(key, session, lambda one: planned.run(one, self._reference, asked))
        if result.verdict is Verdict.GRADER_FAULT:
            # What went wrong on our side may go right the next time.
            self._results.forget(key)
        return result

    def _result(
        self,
        submission: Submission,
        status: Status,
        started: float,
        exercises: tuple[ExerciseResult, ...] = (),
        notes: tuple[str, ...] = (),
        reason: str = "",
    ) -> Result:
        score = None if status is Status.GRADER_FAULT else sum(one.score for one in exercises)
        return Result(
            submission.name,
            self.assignment.id,
            status,
            score,
            self.assignment.manifest.points,
            self._sandbox.level,
            self.assignment.seed,
            round(time.perf_counter() - started, 4),
            exercises,
            reason,
            notes,
        )


@dataclass
class _Said:
    """What came out of judging one submission so far: replies and results by check, pictures by exercise."""

    replies: Replies = field(default_factory=dict)
    results: dict[str, CheckResult] = field(default_factory=dict)
    sketches: dict[str, Sketch] = field(default_factory=dict)


def _released_cells(assignment: Assignment) -> list[str]:
    """Return the sources of the cells as students received them; most hand most of them in unchanged."""
    try:
        return [cell.source for cell in extract_cells(assignment.release, assignment.manifest.limits.notebook_mib)]
    except Unreadable:
        return []


def stages(checks: Sequence[PlannedCheck]) -> Iterator[list[PlannedCheck]]:
    """Yield the public checks, then the hidden ones.

    What student code puts into words is told of public checks; so it must not have seen a hidden input until these are
    done, in whichever of its functions.
    """
    for visibility in Visibility:
        stage = [one for one in checks if one.visibility is visibility]
        if stage:
            yield stage


def ask_ahead(session: Session, checks: Sequence[PlannedCheck]) -> Replies:
    """Send the recorded calls of checks as one batch; return the replies by check, None where a call is live.

    What several checks ask alike is asked once. Functions are promised to depend on arguments and seed alone.
    """
    wanted = {call.frame: call for one in checks for call in one.calls if not call.live}
    came = dict(zip(wanted, session.call_all(list(wanted.values())), strict=True))
    return {one.check.name: [None if call.live else came[call.frame] for call in one.calls] for one in checks}


def _why_missing(name: str, cells: Sequence[Cell], problems: Sequence[tuple[int, str]]) -> str:
    """Return one sentence on why a notebook lacks a function: its cell has a problem, or nothing defines it."""
    for index, sentence in problems:
        if 0 <= index < len(cells) and (cells[index].grade_id == name or _mentions(cells[index].source, name)):
            return f"{name} could not be defined: cell {index + 1} {sentence}."
    return f"There is no function called {name} in the notebook; was it renamed or deleted?"


def _mentions(source: str, name: str) -> bool:
    return bool(re.search(rf"\bdef\s+{name}\b|\b{name}\s*=", source))


def grade_all(
    assignment: Assignment, submissions: Sequence[Submission], jobs: int = 0, level: Level | None = None
) -> Iterator[Result]:
    """Grade submissions and yield their results in the order given.

    Args:
        assignment: What they are graded against.
        submissions: What was handed in.
        jobs: Processes; one a core if 0.
        level: How student code is isolated; the strongest level that holds here if left out.

    Raises:
        CourseError, CheckFileError: The assignment's reference or its checks cannot be used.
    """
    level = level or available()[0]
    jobs = min(jobs or default_jobs(), max(len(submissions), 1))
    if jobs == 1:
        with Grader(assignment, level) as grader:
            yield from map(grader.grade, submissions)
        return
    with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
        # Where student code can reach files it could put words into the results of others.
        shared = Path(folder) / "judged.sqlite" if level.keeps_secrets else None
        yield from map_in_order(
            _grade_in_job,
            submissions,
            jobs=jobs,
            start=_start_job,
            arguments=(assignment, level, shared),
            lost=functools.partial(_lost, assignment, level),
        )


_GRADER: Grader | CourseError | CheckFileError


def _start_job(assignment: Assignment, level: Level, shared: Path | None) -> None:
    global _GRADER  # noqa: PLW0603 - a process of the pool has one grader, made when it starts
    try:
        _GRADER = Grader(assignment, level, shared)
        # What has been made by now stays; Python need not look through it again and again.
        gc.freeze()
    except (CourseError, CheckFileError) as error:
        # An exception here would be a broken pool; kept, it is one clear error at the first submission.
        _GRADER = error


def _grade_in_job(submission: Submission) -> Result:
    if isinstance(_GRADER, Exception):
        raise _GRADER
    return _GRADER.grade(submission)


def _lost(assignment: Assignment, level: Level, submission: Submission) -> Result:
    reason = "The grading process died twice at this submission; grade it by hand and report the file."
    return Result(
        submission.name,
        assignment.id,
        Status.GRADER_FAULT,
        None,
        assignment.manifest.points,
        level,
        assignment.seed,
        0.0,
        reason=reason,
    )
