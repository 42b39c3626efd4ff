"""One answer, tried in this process against the checks of its exercise, on as many seeds as wanted.

Everything that is tried is code of our own, so it is called directly; what a sandbox makes of the same answers is
another part of the audit. Trials run in worker processes with limits on time and memory, for mutants may do anything.
"""

import contextlib
import resource
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

from autograder._sandbox.session import Reply
from autograder.checking.checks import PlannedCheck, plan_checks, record_check
from autograder.checking.local_session import LocalSession, Namespace, kit_names, namespace_of
from autograder.course import Assignment
from autograder.diagnosing.behavior import is_drawn
from autograder.diagnosing.diagnosis import Symptoms, mistakes_shown
from autograder.diagnosing.known_mistakes import CODE_S, Catalog, catalogs
from autograder.parallel import map_in_order
from autograder.reference import read_reference
from autograder.results import CheckResult, Verdict, Visibility

# Between the seeds of two runs; any number that no check counts up to.
SEED_STEP = 7_919

# Draws of a diagnosed answer must not be the ones that the known mistake was recorded with.
OTHER_DRAWS = 77_777

# What a trial may take beyond what Python and numpy take, and in all. A mutant that wants more is caught.
MEMORY_MIB = 1024
CPU_S = 120

MIB = 1 << 20

# Where odd answers find the solution that they spoil.
RIGHT_ONE = "_the_right_one"


@dataclass(frozen=True)
class Trial:
    """One answer to try.

    Attributes:
        kind: ``reference``, ``right``, ``wrong``, ``rewritten``, ``odd`` or ``mutant``.
        code: Defines the exercise's function.
        runs: On how many seeds.
        until_caught: Stop at the first check that fails.
        diagnose: Look for the known mistake that it shows.
    """

    assignment: str
    kind: str
    exercise: str
    id: str
    code: str
    runs: int = 1
    until_caught: bool = False
    diagnose: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a trial.

    Attributes:
        failed: The checks that failed, run by run; empty if the trial took its process down.
        faults: Checks that stopped with an error of their own, with the error.
        diagnoses: Ids of the known mistakes that it shows.
    """

    trial: Trial
    failed: tuple[frozenset[str], ...]
    faults: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()

    @property
    def caught(self) -> bool:
        """Whether some check failed in every run."""
        return all(self.failed)

    @property
    def always(self) -> frozenset[str]:
        """The checks that failed in every run."""
        return frozenset.intersection(*self.failed) if self.failed else frozenset()

    @property
    def ever(self) -> frozenset[str]:
        """The checks that failed in some run."""
        return frozenset.union(*self.failed) if self.failed else frozenset()


class Workshop:
    """What trials of one assignment need; made once in each process."""

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._reference = read_reference(assignment)
        self._checks = {0: plan_checks(assignment, self._reference)}
        self._public = {one.check.name for one in self._checks[0] if one.visibility is Visibility.PUBLIC}
        self._drawing: dict[str, bool] = {}

    @cached_property
    def _catalogs(self) -> dict[str, Catalog]:
        return catalogs(self._assignment, self._reference, self._checks[0])

    def try_out(self, trial: Trial) -> Outcome:
        """Try one answer."""
        namespace = self._namespace(trial)
        failed, faults = list[frozenset[str]](), list[str]()
        for run in range(trial.runs):
            bad = set()
            for result in self._results(trial, namespace, run):
                if result.verdict is Verdict.GRADER_FAULT:
                    faults.append(f"{result.name}: {result.message}")
                if result.verdict is not Verdict.PASSED:
                    bad.add(result.name)
                    if trial.until_caught:
                        break
            if run and not self._draws(trial.exercise):
                bad |= failed[0] & self._public
            failed.append(frozenset(bad))
        return Outcome(trial, tuple(failed), tuple(faults), self._diagnoses(trial, namespace) if trial.diagnose else ())

    def _namespace(self, trial: Trial) -> Namespace:
        base = kit_names()
        if trial.kind in ("reference", "mutant"):
            # A cell of the solved notebook finds what the cells before it defined.
            base = dict(self._reference[trial.exercise].__globals__)
        if trial.kind == "odd":
            base[RIGHT_ONE] = self._reference[trial.exercise]
        return namespace_of(trial.code, base, trial.exercise, CODE_S)

    def _results(self, trial: Trial, namespace: Namespace, run: int) -> Iterator[CheckResult]:
        """Check an answer on one seed. The data of public checks never change, only what an answer draws."""
        sessions = {
            Visibility.PUBLIC: LocalSession(namespace, self._call_s, run * SEED_STEP),
            Visibility.HIDDEN: LocalSession(namespace, self._call_s),
        }
        again = not run or self._draws(trial.exercise)
        for planned in self._planned(run):
            if planned.check.claim.exercise == trial.exercise and (again or planned.visibility is Visibility.HIDDEN):
                yield planned.run(sessions[planned.visibility], self._reference, [None] * len(planned.calls))

    def _draws(self, exercise: str) -> bool:
        """Tell whether the reference of an exercise draws random numbers."""
        if exercise not in self._drawing:
            catalog = self._catalogs[exercise]
            self._drawing[exercise] = any(is_drawn(catalog.right.on(probe)) for probe in catalog.probes.all)
        return self._drawing[exercise]

    def _planned(self, run: int) -> Iterable[PlannedCheck]:
        if run not in self._checks:
            self._checks[run] = tuple(self._on_other_data(planned, run) for planned in self._checks[0])
        return self._checks[run]

    def _on_other_data(self, planned: PlannedCheck, run: int) -> PlannedCheck:
        if planned.visibility is Visibility.PUBLIC:
            return planned
        seed = (self._assignment.seed + run * SEED_STEP) % 2**53
        return record_check(planned.check, planned.visibility, seed, self._reference)

    def _diagnoses(self, trial: Trial, namespace: Namespace) -> tuple[str, ...]:
        catalog = self._catalogs[trial.exercise]
        session = LocalSession(namespace, self._call_s, OTHER_DRAWS)
        replies: dict[str, list[Reply | None]] = {}
        results = []
        for planned in catalog.probes.checks:
            ahead = [None if call.live else session.call(call) for call in planned.calls]
            replies[planned.check.name] = ahead
            results.append(planned.run(session, self._reference, ahead))
        if all(result.verdict is Verdict.PASSED for result in results):
            return ()
        seen = catalog.probes.seen(session, replies, catalog.probes.ask_for_features(session))
        shown = mistakes_shown(catalog, Symptoms(seen, results))
        return tuple(mistake.id for mistake in shown)

    @property
    def _call_s(self) -> float:
        return self._assignment.manifest.limits.call_s


def try_all(assignment: Assignment, trials: Iterable[Trial], jobs: int) -> Iterator[Outcome]:
    """Try answers of one assignment in several processes and yield the outcomes in the order given."""
    if jobs == 1:
        yield from map(Workshop(assignment).try_out, trials)
        return
    yield from map_in_order(_try, trials, jobs=jobs, start=_start, arguments=(assignment,), lost=_lost)


_WORKSHOP: Callable[[], Workshop]


def _start(assignment: Assignment) -> None:
    global _WORKSHOP  # noqa: PLW0603 - a process of the pool has one workshop
    # Made at the first trial: an error in it is then an error of that trial, and not a broken pool.
    _WORKSHOP = lru_cache(maxsize=1)(partial(Workshop, assignment))


def _try(trial: Trial) -> Outcome:
    workshop = _WORKSHOP()
    with _limits():
        return workshop.try_out(trial)


def _lost(trial: Trial) -> Outcome:
    """Count an answer that took two processes down as failing everything."""
    return Outcome(trial, (), ("the trial took its process down",) if trial.kind == "right" else ())


@contextlib.contextmanager
def _limits() -> Iterator[None]:
    """Limit memory, and the processor time of what no alarm interrupts, for as long as a trial lasts."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    cpu_s = int(usage.ru_utime + usage.ru_stime) + CPU_S
    kept = [(kind, resource.getrlimit(kind)) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]
    _limit(resource.RLIMIT_AS, _address_space() + MEMORY_MIB * MIB)
    _limit(resource.RLIMIT_CPU, cpu_s)
    try:
        yield
    finally:
        for kind, values in kept:
            resource.setrlimit(kind, values)


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _address_space() -> int:
    """Return how much address space this process has in use, in bytes; a guess where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123 - no file of ours
            return int(pages.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 8 * 1024 * MIB


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as plain data."""
    return {
        "exercise": outcome.trial.exercise,
        "id": outcome.trial.id,
        "fails": sorted(outcome.always),
        "fails_sometimes": sorted(outcome.ever - outcome.always),
        "diagnoses": list(outcome.diagnoses),
    }
