"""One measurement after the other, on the same notebooks, in one run; and what comes out, as a table."""

import functools
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder._sandbox.levels import Level
from autograder._sandbox.sandbox import Sandbox
from autograder._sandbox.session import Session
from autograder.bench.meter import Cost, Meter
from autograder.bench.workload import write_class
from autograder.checking.checks import plan_checks
from autograder.collecting.collect import Submission, collect_course
from autograder.collecting.extract import extract_cells
from autograder.course import CONFIG, Assignment
from autograder.errors import OurFault
from autograder.grading import ask_ahead, grade_all
from autograder.publishing.publish import publish
from autograder.reference import read_reference
from autograder.results import Result
from course_kit.local_student import LocalStudent

# A fresh process a submission takes a second or two each; so many of them tell enough.
FRESH = 10

# By then every process has started and graded something.
STARTED = 8

# Different notebooks in a large class.
DISTINCT = 1_000


@dataclass(frozen=True)
class Row:
    """One way of grading: how many submissions, and what they cost.

    Attributes:
        submissions: How many the cost is of.
        cost: What they cost, once everything has started.
        start_s: Seconds until the first one was graded; 0 where each start belongs to its submission.
        whole_s: Seconds from the command to the last result.
    """

    name: str
    submissions: int
    cost: Cost
    start_s: float
    whole_s: float

    @property
    def per_second(self) -> float:
        """Submissions per second of wall time."""
        return self.submissions / self.cost.wall_s

    @property
    def cpu_ms(self) -> float:
        """Processor time of one submission, milliseconds."""
        return 1000 * self.cost.cpu_s / self.submissions


def measure(assignment: Assignment, size: int, jobs: int, level: Level, *, with_nbgrader: bool) -> Iterator[Row]:
    """Yield a row for each way of grading the same class of `size`."""
    with tempfile.TemporaryDirectory(prefix="autograder-bench-") as folder, _caches_in(Path(folder) / "cache"):
        root = Path(folder)
        write_class(assignment, root / "submitted", size)
        submissions = collect_course(root / "submitted", assignment.id)
        grade = functools.partial(grade_all, assignment, submissions, jobs, level)
        yield _grading("loose files, the first time", submissions, grade)
        yield _grading("loose files", submissions, grade)
        yield _grading(
            "into the gradebook",
            submissions,
            grade,
            lambda results: publish(root, assignment, zip(submissions, results, strict=True)),
        )
        yield _fresh_processes(assignment, submissions[:FRESH], level)
        yield _floor(assignment, size)
        if with_nbgrader:
            yield _nbgrader(assignment, root, size)


@contextmanager
def _caches_in(folder: Path) -> Iterator[None]:
    """Let processes that are started in the block find no caches but their own."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["XDG_CACHE_HOME"]
        else:
            os.environ["XDG_CACHE_HOME"] = before


def grow(assignment: Assignment, sizes: Sequence[int], jobs: int, level: Level) -> Iterator[Row]:
    """Yield a row for each size of class, loose files; beyond `DISTINCT` the same ones come again."""
    with tempfile.TemporaryDirectory(prefix="autograder-bench-") as folder:
        write_class(assignment, Path(folder), min(max(sizes), DISTINCT), alone=True)
        distinct = collect_course(Path(folder), assignment.id)
        for size in sizes:
            many = list(itertools.islice(itertools.cycle(distinct), size))
            yield _grading(f"{size:,} submissions", many, functools.partial(grade_all, assignment, many, jobs, level))


def _grading(
    name: str,
    submissions: Sequence[Submission],
    grade: Callable[[], Iterator[Result]],
    write: Callable[[Iterator[Result]], Iterator[Result]] = iter,
) -> Row:
    start_s = begun_s = 0.0

    def graded() -> Iterator[Result]:
        nonlocal start_s, begun_s
        for index, result in enumerate(grade(), start=1):
            if index == 1:
                start_s = meter.elapsed_s
            if index == STARTED:
                begun_s = meter.elapsed_s
                meter.begin_again()
            yield result

    with Meter() as meter:
        # Results are written many at a time, so the clock goes on until the last one is.
        for index, _ in enumerate(write(graded()), start=1):
            if index == len(submissions):
                meter.stop()
    return Row(name, len(submissions) - STARTED, meter.cost, start_s, begun_s + meter.cost.wall_s)


def _fresh_processes(assignment: Assignment, submissions: Sequence[Submission], level: Level) -> Row:
    """A new Python process for each submission that runs its cells and answers the calls; checking them left out."""
    reference = read_reference(assignment)
    calls = [call for check in plan_checks(assignment, reference) for call in check.calls if not call.live]
    with Meter() as meter:
        for submission in submissions:
            with Sandbox(assignment.manifest.limits, level) as sandbox:
                cells = extract_cells(_file(submission), assignment.manifest.limits.notebook_mib)
                with Session(sandbox, cells, reference) as session:
                    session.call_all(calls)
    return _whole("a fresh process each", len(submissions), meter.cost)


def _floor(assignment: Assignment, size: int) -> Row:
    """The reference functions alone, called in this process as the checks call them, and the checks."""
    reference = read_reference(assignment)
    checks = plan_checks(assignment, reference)
    with Meter() as meter:
        for _ in range(size):
            for check in checks:
                student = LocalStudent(reference, check.seed)
                check.check.run(student, check.seed, reference=student)
    return _whole("the floor: functions and checks alone", size, meter.cost)


def _nbgrader(assignment: Assignment, root: Path, size: int) -> Row:
    """nbgrader's own autograder, as it comes, on the same notebooks."""
    course = root / "nbgrader"
    (course / "source" / assignment.id).mkdir(parents=True)
    (course / "submitted").symlink_to(root / "submitted")
    (course / CONFIG).write_text('c = get_config()\nc.CourseDirectory.course_id = "bench"\n', encoding="utf-8")
    for path in assignment.source.parent.iterdir():
        if path.is_file():
            (course / "source" / assignment.id / path.name).write_bytes(path.read_bytes())
    _run_nbgrader(course, "generate_assignment", assignment.id)
    with Meter() as meter:
        _run_nbgrader(course, "autograde", assignment.id)
    graded = len(list((course / "autograded").glob(f"*/{assignment.id}/{assignment.id}.ipynb")))
    if graded != size:
        raise OurFault(f"nbgrader graded {graded} of {size} notebooks; its time would not compare.")
    return _whole("nbgrader autograde", size, meter.cost)


def _whole(name: str, submissions: int, cost: Cost) -> Row:
    return Row(name, submissions, cost, 0.0, cost.wall_s)


def _run_nbgrader(course: Path, *arguments: str) -> None:
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own arguments
        command, cwd=course, env=os.environ | {"PATH": tools}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise OurFault(f"nbgrader {arguments[0]} failed: {last}")


def stages(assignment: Assignment, level: Level, size: int = 40) -> dict[str, float]:
    """Return the milliseconds of wall time that each stage takes for one submission, in one process.

    All is run and judged, also what is the same code as before.
    """
    reference = read_reference(assignment)
    checks = plan_checks(assignment, reference)
    took = dict.fromkeys(("read the file", "read the code", "fork and lock in", "cells", "calls", "checks", "end"), 0.0)
    with tempfile.TemporaryDirectory() as folder, Sandbox(assignment.manifest.limits, level) as sandbox:
        paths = write_class(assignment, Path(folder), size)
        sandbox.start()
        for path in paths:
            clock = _Clock(took)
            cells = extract_cells(path, assignment.manifest.limits.notebook_mib)
            clock("read the file")
            sandbox.open()
            clock("fork and lock in")
            sandbox.end()
            clock("end")
            with Session(sandbox, cells, reference) as session:
                clock("read the code")
                session.begin()
                clock("cells")
                replies = ask_ahead(session, checks)
                clock("calls")
                for check in checks:
                    check.run(session, reference, replies[check.check.name])
                clock("checks")
    took["cells"] -= took["fork and lock in"]
    return {stage: 1000 * seconds / size for stage, seconds in took.items()}


class _Clock:
    """Adds the time since the last call to a stage."""

    def __init__(self, took: dict[str, float]) -> None:
        self._took = took
        self._last = time.perf_counter()

    def __call__(self, stage: str) -> None:
        now = time.perf_counter()
        self._took[stage] += now - self._last
        self._last = time.perf_counter()


def _file(submission: Submission) -> Path:
    if submission.path is None:
        raise OurFault(f"{submission.name}: {submission.problem}")
    return submission.path
