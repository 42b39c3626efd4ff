"""The audit of one assignment: everything tried, everything graded, and what to make of it."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from autograder.answers import Answer, rewritten_answers, right_answers, wrong_answers
from autograder.audit import odd, sandboxed
from autograder.audit.equivalents import path_of, read_equivalents
from autograder.audit.findings import CheckFindings, ExerciseFindings, Findings, Share, rate_problems
from autograder.audit.mutants import Mutant, mutants_of
from autograder.audit.trials import Outcome, Trial, as_json, try_all
from autograder.checking.proof import prove_checks
from autograder.course import Assignment
from autograder.manifest import Exercise
from autograder.reference import read_reference
from autograder.results import Visibility
from course_kit.collecting import Check

Say = Callable[[str], None]

# The kinds of answers that are files of the assignment.
ANSWERS = ("right", "wrong", "rewritten")


@dataclass(frozen=True)
class Plan:
    """How thoroughly to audit."""

    seeds: int = 3
    jobs: int = 1
    mutants: bool = True


def inspect(assignment: Assignment, plan: Plan, say: Say = lambda _: None) -> Findings:
    """Audit one assignment.

    Args:
        assignment: Whose checks.
        plan: How thoroughly.
        say: Told what is being done.

    Raises:
        CourseError, CheckFileError, UserError: Something of the assignment cannot be used, or cosmic-ray is missing.
    """
    started = time.perf_counter()
    material = _Material(assignment, plan)
    for outcome in try_all(assignment, material.trials(), plan.jobs):
        say(f"{assignment.id}: trying {outcome.trial.kind} answers of {outcome.trial.exercise}")
        material.outcomes.append(outcome)
    answers = [one for one in material.outcomes if one.trial.kind in ("right", "wrong")]
    say(f"{assignment.id}: grading everything in the sandbox")
    graded = sandboxed.compared(answers, sandboxed.grade_everything(assignment, answers, plan.jobs))
    exercises = tuple(material.exercise(one) for one in assignment.manifest.exercises)
    return Findings(
        assignment.id,
        assignment.manifest.points,
        plan.seeds,
        round(time.perf_counter() - started, 1),
        graded.reference.score,
        graded.release.score,
        exercises,
        tuple(material.check(check, visibility) for check, visibility in material.checks),
        tuple((f"{one.exercise}/{one.id}", one.surprise) for one in material.surprises()),
        (*sandboxed.problems(graded), *material.problems(), *rate_problems(exercises)),
        tuple(material.remarks()),
        tuple({"kind": one.trial.kind, **as_json(one)} for one in material.outcomes if one.trial.kind in ANSWERS),
    )


@dataclass
class _Material:
    """What an assignment has to be audited, and what became of it."""

    assignment: Assignment
    plan: Plan
    outcomes: list[Outcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.right, self.wrong = right_answers(self.assignment), wrong_answers(self.assignment)
        self.rewritten = rewritten_answers(self.assignment)
        self.equivalents = {one.key: one for one in read_equivalents(self.assignment)}
        self._mutants: dict[tuple[str, str], Mutant] = {}
        reference = read_reference(self.assignment)
        planned = prove_checks(self.assignment, reference)
        self.checks: list[tuple[Check, Visibility]] = [(one.check, one.visibility) for one in planned]
        self.odd = list(odd.odd_trials(self.assignment, planned, reference))

    def trials(self) -> Iterator[Trial]:
        """Yield everything to try; mutants last, which take time to be made."""
        name, seeds = self.assignment.id, self.plan.seeds
        yield from self.odd
        for one in self.right:
            yield Trial(name, "right", one.exercise, one.id, one.code, seeds)
        for one in self.wrong:
            yield Trial(name, "wrong", one.exercise, one.id, one.code, seeds, diagnose=True)
        for one in self.rewritten:
            yield Trial(name, "rewritten", one.exercise, one.id, one.code, diagnose=True)
        if self.plan.mutants:
            for mutant in mutants_of(self.assignment):
                self._mutants[mutant.exercise, mutant.code] = mutant
                yield Trial(name, "mutant", mutant.exercise, mutant.id, mutant.code, until_caught=True)

    def exercise(self, exercise: Exercise) -> ExerciseFindings:
        """Return the figures of one exercise."""
        kinds = {
            kind: [one for one in self.outcomes if one.trial.exercise == exercise.name and one.trial.kind == kind]
            for kind in ("right", "wrong", "rewritten", "mutant")
        }
        mutants = [one for one in kinds["mutant"] if self._key(one) not in self.equivalents]
        visibilities = [visibility for check, visibility in self.checks if check.claim.exercise == exercise.name]
        return ExerciseFindings(
            exercise.name,
            exercise.points,
            visibilities.count(Visibility.PUBLIC),
            visibilities.count(Visibility.HIDDEN),
            _share(kinds["right"], lambda one: not one.ever),
            _share(kinds["wrong"], lambda one: one.caught),
            _share(kinds["wrong"], self._is_surprise),
            _share(mutants, lambda one: one.caught),
            len(kinds["mutant"]) - len(mutants),
            _share(kinds["rewritten"], self._is_named),
        )

    def check(self, check: Check, visibility: Visibility) -> CheckFindings:
        """Return the figures of one check."""
        others = {other.name for other, its in self.checks if its is visibility} - {check.name}
        caught = [one for one in self._wrong_outcomes() if check.name in one.always]
        alone = sum(one.ever.isdisjoint(others) for one in caught)
        return CheckFindings(check.claim.exercise, check.name, visibility, check.claim.points, len(caught), alone)

    def surprises(self) -> list[Answer]:
        """Return the wrong answers that pass every public check."""
        return [self._answers[self._id(one)] for one in self._wrong_outcomes() if self._is_surprise(one)]

    def problems(self) -> Iterator[str]:
        """Yield what is off, one sentence each with the remedy."""
        yield from odd.odd_problems(self._outcomes(odd.KIND), (check for check, _ in self.checks))
        for one in self.outcomes:
            if one.trial.kind != odd.KIND:
                yield from self._faults(one)
            if one.trial.kind == "right" and one.ever:
                yield f"{self._where(one)} fails {_list(one.ever)}; a right answer has full marks, whatever its style"
            if one.trial.kind == "wrong":
                yield from self._wrong_problems(one)
            if one.trial.kind == "mutant" and not one.caught and self._key(one) not in self.equivalents:
                mutant = self._mutants[one.trial.exercise, one.trial.code]
                yield (
                    f"{mutant.exercise}: no check catches the mutant {mutant.id}; write a check that does, "
                    f"or list it in {path_of(self.assignment).name} with the reason why none can"
                )
        yield from self._stale_equivalents()
        for check, visibility in self.checks:
            if not self.check(check, visibility).catches:
                yield f"{check.name}: no wrong answer fails it; add one that does, or drop the check"

    def remarks(self) -> Iterator[str]:
        """Yield what is worth knowing."""
        for one in self._wrong_outcomes():
            more = one.always - frozenset(self._answers[self._id(one)].fails)
            if more:
                yield f"{self._where(one)} fails {_list(more)} too"
        for one in self.outcomes:
            if one.trial.kind == "rewritten" and not self._is_named(one):
                said = " and ".join(one.diagnoses) or "nothing"
                yield f"rewritten answer {one.trial.exercise}/{one.trial.id} is recognized as {said}"
        for check, visibility in self.checks:
            found = self.check(check, visibility)
            if found.catches and not found.alone:
                yield f"{check.name} catches no wrong answer that other {visibility} checks do not catch as well"

    def _wrong_problems(self, one: Outcome) -> Iterator[str]:
        answer, where = self._answers[self._id(one)], self._where(one)
        named = frozenset(answer.fails)
        if named - one.always:
            yield (
                f"{where} does not fail {_list(named - one.always)} on every seed though it names it; "
                "strengthen the check or drop the name"
            )
        if self._is_surprise(one) and not answer.surprise:
            yield (f"{where} passes every public check; let a public check show it, or say in `surprise` why none can")
        if answer.surprise and not self._is_surprise(one):
            yield f"{where} is no surprise, for it fails a public check; drop `surprise`"
        if not self._is_named(one):
            said = " and ".join(one.diagnoses) or "nothing"
            yield (
                f"{where} is recognized as {said}; if the two do the same, say so with `like`, "
                "else let features.py tell them apart"
            )

    def _faults(self, one: Outcome) -> Iterator[str]:
        for fault in dict.fromkeys(one.faults):
            yield f"{self._where(one)} makes a check itself fail: {fault}; look at what came back before using it"

    def _stale_equivalents(self) -> Iterator[str]:
        if not self.plan.mutants:
            return
        survivors = {self._key(one) for one in self.outcomes if one.trial.kind == "mutant" and not one.caught}
        for key, one in self.equivalents.items():
            if key not in survivors:
                yield (
                    f"{path_of(self.assignment)}: {one.exercise}, {one.line!r} -> {one.becomes!r} "
                    "is no surviving mutant; remove the entry"
                )

    @property
    def _answers(self) -> dict[tuple[str, str], Answer]:
        return {(one.exercise, one.id): one for one in self.wrong}

    def _wrong_outcomes(self) -> list[Outcome]:
        return self._outcomes("wrong")

    def _outcomes(self, kind: str) -> list[Outcome]:
        return [one for one in self.outcomes if one.trial.kind == kind]

    def _is_surprise(self, one: Outcome) -> bool:
        public = {check.name for check, visibility in self.checks if visibility is Visibility.PUBLIC}
        return bool(one.ever) and one.always.isdisjoint(public)

    def _is_named(self, one: Outcome) -> bool:
        answer = self._answers[self._id(one)]
        return one.diagnoses == (answer.like or answer.id,)

    def _key(self, one: Outcome) -> tuple[str, str, str]:
        mutant = self._mutants[one.trial.exercise, one.trial.code]
        return mutant.exercise, mutant.line, mutant.becomes

    def _id(self, one: Outcome) -> tuple[str, str]:
        return one.trial.exercise, one.trial.id

    def _where(self, one: Outcome) -> str:
        return f"{one.trial.kind} answer {one.trial.exercise}/{one.trial.id}"


def _share(outcomes: Iterable[Outcome], holds: Callable[[Outcome], bool]) -> Share:
    known = list(outcomes)
    return Share(sum(map(holds, known)), len(known))


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
