"""Which known mistake a submission shows: it does what that wrong answer does, whatever its code looks like.

The probes are the calls of the exercise's checks, which every submission has answered already. A mistake is named only
if nothing contradicts it: the same checks fail, and everything that came back agrees. Where two mistakes fit that way,
the draws that are nearest decide. Two mistakes made at once are both named if they show in different places.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from autograder.checking.checks import PlannedCheck, Reference
from autograder.checking.reply_cache import ReplyCache, fingerprint
from autograder.checking.students import Callee
from autograder.course import Assignment
from autograder.diagnosing.behavior import FAILURE, Anything, Behavior, Key, Known, Leaves, agree, kind_of_message
from autograder.diagnosing.known_mistakes import FEATURES, Catalog, KnownMistake, Probe, Replies, catalogs
from autograder.diagnosing.spread import Array, Spread, moments_of
from autograder.results import CheckResult, ExerciseResult, Verdict

# "value" and the name or index of an entry: whoever returns more entries than asked for does no harm.
SHORTEST_ENTRY = 2

# An exercise's replies and results are several thousand bytes.
MOST_REMEMBERED = 2_000

# The leaf that every value has.
CHANGED: frozenset[Key] = frozenset({("changed",)})


@dataclass(frozen=True)
class Symptoms:
    """What a submission does in one exercise: on the probes that it has answered, and what the checks say about it."""

    seen: Mapping[Key, Leaves]
    results: Sequence[CheckResult]

    @property
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
    comparison = _Comparison(catalog, symptoms)
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
    return comparison.two_at_once([one for one in catalog.mistakes if one.fails < symptoms.failed])


class _Comparison:
    """One submission held against known mistakes, odd probes first: there most mistakes are told apart at once."""

    def __init__(self, catalog: Catalog, symptoms: Symptoms) -> None:
        self._catalog, self._symptoms = catalog, symptoms
        self._moments: dict[tuple[Key, Key], Array] = {}
        self._odd = {
            (probe.name, key)
            for probe in self._answered()
            for key, leaf in self._symptoms.seen[probe.name].items()
            if key in self._right(probe) and not agree(leaf, self._right(probe)[key])
        }
        odd_probes = {name for name, _ in self._odd}
        self._probes = sorted(self._answered(), key=lambda probe: probe.name not in odd_probes)

    def explains(self, mistake: KnownMistake) -> bool:
        """Tell whether the submission does everywhere what the mistake does, and the mistake is odd somewhere."""
        seen = False
        for probe in self._probes:
            if not self._fits(mistake, probe):
                return False
            seen = seen or bool(self._catalog.odd_keys(mistake, probe))
        # Oddities that no probe shows are known from what the checks say.
        return seen or _sentences(mistake.results) == _sentences(self._symptoms.results)

    def two_at_once(self, candidates: Sequence[KnownMistake]) -> tuple[KnownMistake, ...]:
        """Return two mistakes that show in different places and explain together all that is odd."""
        shown = {one.id: (one, oddities) for one in candidates if (oddities := self._shown(one))}
        best: tuple[KnownMistake, ...] = ()
        most = 0
        for (one, here), (other, there) in combinations(shown.values(), 2):
            complete = one.fails | other.fails == self._symptoms.failed and self._odd <= here | there
            if complete and len(here) + len(there) > most and not (here <= there or there <= here):
                best, most = (one, other), len(here) + len(there)
        return best

    def distance(self, mistake: KnownMistake) -> float:
        """Return how far the submission's draws are from a mistake's, on average."""
        far = [
            self._distance(probe, key, known)
            for probe in self._probes
            for key, known in self._known(mistake, probe).items()
            if isinstance(known, Spread) and key in self._symptoms.seen[probe.name]
        ]
        return sum(far) / len(far) if far else 0.0

    def _distance(self, probe: Probe, key: Key, known: Spread) -> float:
        leaf = self._symptoms.seen[probe.name][key]
        if not isinstance(leaf, np.ndarray):
            return np.inf
        if (probe.name, key) not in self._moments:
            self._moments[probe.name, key] = moments_of(leaf)
        return known.distance(leaf.shape, self._moments[probe.name, key])

    def _answered(self) -> list[Probe]:
        return [probe for probe in self._catalog.probes.all if probe.name in self._symptoms.seen]

    def _right(self, probe: Probe) -> Behavior:
        return self._catalog.known(self._catalog.right, probe)

    def _known(self, mistake: KnownMistake, probe: Probe) -> Behavior:
        return self._catalog.known(mistake, probe)

    def _fits(self, mistake: KnownMistake, probe: Probe) -> bool:
        """Tell whether nothing on a probe contradicts a mistake, and something odd is shared if it is odd there."""
        known = self._known(mistake, probe)
        if not known:
            return True
        leaves = self._symptoms.seen[probe.name]
        if known.keys() > CHANGED and leaves.keys() & known.keys() <= CHANGED:
            return False
        if not all(self._agree(probe, key, known.get(key)) for key in leaves.keys() | known.keys()):
            return False
        odd = self._catalog.odd_keys(mistake, probe)
        return not odd or any((key in leaves) == (key in known) for key in odd)

    def _agree(self, probe: Probe, key: Key, known: Known | None) -> bool:
        leaf, asked_for = self._symptoms.seen[probe.name].get(key), key in self._right(probe)
        if leaf is None:
            # An entry of a dictionary that is left out: the checks tell whether that matters.
            return isinstance(known, Anything) or (
                asked_for and isinstance(key[-1], str) and len(key) >= SHORTEST_ENTRY
            )
        if known is None:
            return not asked_for and len(key) >= SHORTEST_ENTRY
        return self._distance(probe, key, known) <= 1 if isinstance(known, Spread) else agree(leaf, known)

    def _shown(self, mistake: KnownMistake) -> set[tuple[Key, Key]]:
        """Return the oddities of a mistake if the submission has them all; nothing if it lacks one."""
        oddities: set[tuple[Key, Key]] = set()
        for probe in self._probes:
            known, leaves = self._known(mistake, probe), self._symptoms.seen[probe.name]
            for key in self._catalog.odd_keys(mistake, probe):
                if (key in leaves) != (key in known) or not self._agree(probe, key, known.get(key)):
                    return set()
                oddities.add((probe.name, key))
        return oddities


def _sentences(results: Sequence[CheckResult]) -> list[str]:
    return [kind_of_message(result.message) for result in results]
