"""Which known mistake a submission shows: it does what that wrong answer does, whatever its code looks like.

The probes are the calls of the exercise's checks, which every submission has answered already. A mistake is named only
if nothing contradicts it: the same checks fail, and everything that came back agrees. Where two mistakes fit that way,
the draws that are nearest decide. Two mistakes made at once are both named if they show in different places.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from autograder.checking.checks import PlannedCheck, Reference
from autograder.checking.reply_cache import ReplyCache, fingerprint
from autograder.checking.students import Callee
from autograder.course import Assignment
from autograder.diagnosing.behavior import FAILURE, Key, Leaves
from autograder.diagnosing.comparison import Comparison
from autograder.diagnosing.known_mistakes import FEATURES, Catalog, KnownMistake, Replies, catalogs
from autograder.results import CheckResult, ExerciseResult, Verdict

# An exercise's replies and results are several thousand bytes.
MOST_REMEMBERED = 2_000


@dataclass(frozen=True)
class Symptoms:
    """What a submission does in one exercise: on the probes that it has answered, and what the checks say about it."""

    seen: Mapping[Key, Leaves]
    results: Sequence[CheckResult]

    @cached_property
    def failed(self) -> frozenset[str]:
        """Names of the checks that it does not pass."""
        return frozenset(result.name for result in self.results if result.verdict is not Verdict.PASSED)

    @property
    def failing(self) -> list[Key]:
        """Names of the probes, if not one of the calls brought anything back."""
        calls = {name: leaves for name, leaves in self.seen.items() if name != FEATURES}
        return list(calls) if all(FAILURE in leaves for leaves in calls.values()) else []


class Diagnosis:
    """Compares submissions with the known mistakes of an assignment; these are run when they are first needed.

    Raises:
        CourseError, CheckFileError: A wrong answer or the features cannot be used.
    """

    def __init__(self, assignment: Assignment, reference: Reference, checks: Sequence[PlannedCheck]) -> None:
        self._catalogs = catalogs(assignment, reference, checks)
        self._found = ReplyCache[tuple[KnownMistake, ...]](MOST_REMEMBERED)

    def explain(self, exercise: ExerciseResult, replies: Replies, session: Callee) -> ExerciseResult:
        """Return an exercise's result with the known mistake that explains it, if there is one.

        Args:
            exercise: Its result so far.
            replies: What the recorded calls of each check brought back.
            session: The submission, still open.
        """
        verdicts = {check.verdict for check in exercise.checks}
        if exercise.score == exercise.max_score or verdicts & {Verdict.MISSING, Verdict.GRADER_FAULT}:
            return exercise
        catalog = self._catalogs[exercise.name]
        try:
            found = self._mistakes(exercise, catalog, replies, session)
        except Exception:  # noqa: BLE001 - a hint is never worth a mark: without one the exercise is judged all the same
            return exercise
        with suppress(Exception):
            # Without it the next run learns it again.
            catalog.keep_what_is_new()
        if not found:
            return exercise
        hint = " ".join(dict.fromkeys(mistake.hint for mistake in found))
        return replace(exercise, diagnosis=found[0].id, diagnoses=tuple(one.id for one in found), hint=hint)

    def _mistakes(
        self, exercise: ExerciseResult, catalog: Catalog, replies: Replies, session: Callee
    ) -> tuple[KnownMistake, ...]:
        def search(one: Callee) -> tuple[KnownMistake, ...]:
            return mistakes_shown(catalog, Symptoms(catalog.probes.seen(one, replies, asked), exercise.checks))

        asked = catalog.probes.ask_for_features(session)
        known = fingerprint([*asked, *(reply for check in exercise.checks for reply in replies[check.name])])
        return self._found.answer(None if known is None else (exercise, known), session, search)


def mistakes_shown(catalog: Catalog, symptoms: Symptoms) -> tuple[KnownMistake, ...]:
    """Return the known mistake that a submission shows, or two made at once, or none."""
    comparison = Comparison(catalog, symptoms.seen, symptoms.results)
    # On some data a mistake fails more checks than it must.
    candidates = [one for one in catalog.mistakes if one.fails <= symptoms.failed]
    failing = symptoms.failing
    if failing:
        # Nothing came back, as from a stub: what most mistakes do has nothing to do with it.
        probe = next(probe for probe in catalog.probes.all if probe.name == failing[0])
        candidates = [one for one in candidates if FAILURE in one.on(probe)]
    # One that fails exactly these is preferred, and mostly found; what the others do need not be known then.
    exact = [one for one in candidates if one.fails == symptoms.failed]
    for group in (exact, [one for one in candidates if one not in exact]):
        fitting = [one for one in group if comparison.explains(one)]
        if fitting:
            return (min(fitting, key=lambda one: (comparison.distance(one), one.id)),)
    if failing:
        return ()
    return comparison.two_at_once([one for one in catalog.mistakes if one.fails < symptoms.failed], symptoms.failed)
