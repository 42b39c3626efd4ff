"""The known mistakes of an assignment and what each of them does: the wrong answers, run on our side.

A *probe* is a call that a check makes, or the features of an exercise. Nothing is run before a submission has to be
compared with it, and nothing twice, in later runs neither: whoever grades one notebook does not wait for every mistake
there is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from autograder._sandbox.session import Call, Reply
from autograder.answers import Answer, hold_against_checks, wrong_answers
from autograder.checking.checks import PlannedCheck, Reference
from autograder.checking.local_session import LocalSession, Namespace, kit_names, namespace_of
from autograder.checking.students import Callee, replies_ahead
from autograder.course import Assignment
from autograder.diagnosing.behavior import (
    FAILURE,
    Anything,
    Behavior,
    Key,
    Known,
    Leaves,
    Numbers,
    differ,
    is_drawn,
    leaves_of,
    what_is_common,
)
from autograder.diagnosing.features import Features, plan_features
from autograder.diagnosing.learned import Behaviors, Learned, learned_about
from autograder.diagnosing.spread import Spread
from autograder.results import CheckResult

Replies = Mapping[str, Sequence[Reply | None]]

# Added to the recorded seeds in the runs that tell draws from formulas; the first run is the recorded one.
SEED_SHIFTS = (0, 1_000_003, 2_000_003, 3_000_017)

# The name of the probe that is no call.
FEATURES: Key = ("features",)

# What the reference is called among known functions; no wrong answer has such an id.
REFERENCE = "(reference)"

# A wrong answer may import what takes long to import.
CODE_S = 60.0


@dataclass(frozen=True)
class Probe:
    """One call of one check, or the features of the exercise.

    Attributes:
        name: The check's name and the call's number.
        check: Its check; None for the features.
    """

    name: Key
    check: PlannedCheck | None
    number: int = 0

    @property
    def call(self) -> Call | None:
        """The call as it was recorded; None for features."""
        return self.check.calls[self.number] if self.check else None


@dataclass(frozen=True)
class Probes:
    """What one exercise is asked."""

    checks: Sequence[PlannedCheck]
    features: Features | None
    reference: Reference
    call_s: float

    @cached_property
    def all(self) -> list[Probe]:
        """Every probe, in the order in which they are made."""
        calls = [Probe((one.check.name, index), one, index) for one in self.checks for index in range(len(one.calls))]
        return [*calls, Probe(FEATURES, None)] if self.features else calls

    def ask_for_features(self, session: Callee) -> list[Reply | None]:
        """Return what the calls of the features bring back; None for each that must be made live."""
        return replies_ahead(session, self.features.calls) if self.features else []

    def seen(self, session: Callee, replies: Replies, asked: list[Reply | None]) -> dict[Key, Leaves]:
        """Return what a submission does on the probes that it has answered.

        Args:
            session: The submission.
            replies: What the calls of each check brought back.
            asked: What those of the features did.
        """
        seen: dict[Key, Leaves] = {
            (one.check.name, index): leaves_of(reply)
            for one in self.checks
            for index, reply in enumerate(replies[one.check.name])
            if reply is not None
        }
        if self.features:
            seen[FEATURES] = self.features.of(session, self.reference, asked)
        return seen

    def measure_draws(self, probe: Probe) -> bool:
        """Tell whether what is drawn on a probe matters; where there are features, draws are left to them."""
        return self.features is None or probe.call is None


class KnownFunction:
    """A function of our own, right or wrong, and what it does on each probe.

    Args:
        make: Returns the namespace in which it lives; called when the function is first run.
        probes: What it is asked.
        learned: What earlier runs have learned; looked at when the function is first asked for.
        exercise: Whose function it is.
        name: What it is called there.
    """

    def __init__(
        self, make: Callable[[], Namespace], probes: Probes, learned: Learned, exercise: str, name: str = REFERENCE
    ) -> None:
        self._make, self._probes, self._learned = make, probes, learned
        self._exercise, self._name = exercise, name
        self._new: Behaviors = {}
        self._live: dict[tuple[str, int], list[Reply | None]] = {}

    @cached_property
    def _behaviors(self) -> Behaviors:
        return self._learned.of(self._exercise, self._name)

    @cached_property
    def _namespace(self) -> Namespace:
        return self._make()

    def on(self, probe: Probe) -> Behavior:
        """Return what it does on a probe, whatever it draws; nothing if the check stops before it comes to it."""
        if probe.name not in self._behaviors:
            self._behaviors[probe.name] = behavior = self._learned.shared(self._run(probe))
            # A machine that was busy for a moment is not worth remembering.
            if FAILURE not in behavior or not isinstance(behavior[FAILURE], Anything):
                self._new[probe.name] = behavior
        return self._behaviors[probe.name]

    def keep_what_is_new(self) -> None:
        """Keep what was learned for later runs."""
        new, self._new = self._new, {}
        if new:
            self._learned.keep(self._exercise, self._name, new)

    def _run(self, probe: Probe) -> Behavior:
        measured = self._probes.measure_draws(probe)
        runs = [self._once(probe, shift) for shift in SEED_SHIFTS[:2]]
        behavior = what_is_common(runs, measured=measured)
        if measured and is_drawn(behavior):
            behavior = what_is_common([*runs, *(self._once(probe, shift) for shift in SEED_SHIFTS[2:])])
        return behavior

    def _once(self, probe: Probe, shift: int) -> Leaves:
        session = self._session(shift)
        if probe.call is None:
            features, asked = self._probes.features, self._probes.ask_for_features(session)
            return features.of(session, self._probes.reference, asked) if features else {}
        if not probe.call.live:
            return leaves_of(session.call(probe.call))
        reply = self._live_replies(probe, shift)[probe.number]
        return leaves_of(reply) if reply else {}

    def _live_replies(self, probe: Probe, shift: int) -> list[Reply | None]:
        """Return what comes back in a run of a whole check: what its calls find belongs to the run."""
        if probe.check is None:
            return []
        name = probe.check.check.name
        if (name, shift) not in self._live:
            replies: list[Reply | None] = [None] * len(probe.check.calls)
            probe.check.run(self._session(shift), self._probes.reference, replies)
            self._live[name, shift] = replies
        return self._live[name, shift]

    def _session(self, shift: int) -> LocalSession:
        return LocalSession(self._namespace, self._probes.call_s, shift, round_off=bool(shift))

    @cached_property
    def results(self) -> list[CheckResult]:
        """What the checks say about it, in their order."""
        session = LocalSession(self._namespace, self._probes.call_s)
        return [one.run(session, self._probes.reference, [None] * len(one.calls)) for one in self._probes.checks]


class KnownMistake(KnownFunction):
    """One wrong answer."""

    def __init__(self, answer: Answer, probes: Probes, learned: Learned) -> None:
        make = partial(namespace_of, answer.code, kit_names(), answer.exercise, CODE_S)
        super().__init__(make, probes, learned, answer.exercise, answer.id)
        self.id, self.hint, self.fails = answer.id, answer.hint, frozenset(answer.fails)


class Catalog:
    """The known mistakes of one exercise.

    Args:
        exercise: Its name.
        answers: The wrong answers.
        probes: What it is asked.
        learned: What earlier runs have learned.
    """

    def __init__(self, exercise: str, answers: Sequence[Answer], probes: Probes, learned: Learned) -> None:
        self.probes = probes
        self._exercise, self._answers, self._learned = exercise, answers, learned
        self._known: dict[tuple[KnownFunction, Key], Behavior] = {}
        self._odd: dict[tuple[KnownFunction, Key], frozenset[Key]] = {}
        self._spreads: dict[tuple[Known, bool], Known] = {}

    @cached_property
    def right(self) -> KnownFunction:
        """The reference."""
        names = {**kit_names(), **self.probes.reference}
        return KnownFunction(lambda: names, self.probes, self._learned, self._exercise)

    @cached_property
    def mistakes(self) -> list[KnownMistake]:
        """The known mistakes; one that does the same as another goes under the other's id."""
        return [KnownMistake(answer, self.probes, self._learned) for answer in self._answers if not answer.like]

    def keep_what_is_new(self) -> None:
        """Keep what was learned for later runs."""
        for function in (self.right, *self.mistakes):
            function.keep_what_is_new()

    def known(self, function: KnownFunction, probe: Probe) -> Behavior:
        """Return what a function does on a probe, with a spread for what is drawn, or should be and is always the same.

        Where there are features, draws are left to them, but for their shapes.
        """
        place = (function, probe.name)
        if place not in self._known:
            self._known[place] = self._drawn(function.on(probe), probe)
        return self._known[place]

    def odd_keys(self, mistake: KnownMistake, probe: Probe) -> frozenset[Key]:
        """Return where a known mistake differs on a probe from the reference."""
        place = (mistake, probe.name)
        if place not in self._odd:
            known, right = self.known(mistake, probe), self.known(self.right, probe)
            keys = known.keys() | right.keys() if known else ()
            self._odd[place] = frozenset(key for key in keys if differ(known.get(key), right.get(key)))
        return self._odd[place]

    def _drawn(self, behavior: Behavior, probe: Probe) -> Behavior:
        right = self.right.on(probe)
        measured = self.probes.measure_draws(probe)
        return {
            key: self._spread(known, measured=measured) if isinstance(right.get(key), Spread) else known
            for key, known in behavior.items()
            if measured or not isinstance(right.get(key), Anything)
        }

    def _spread(self, known: Known, *, measured: bool) -> Known:
        """Return the spread of numbers that are the same in every run: whoever sets a seed draws them all the same."""
        if not isinstance(known, Numbers) or not known.values.size:
            return known
        if (known, measured) not in self._spreads:
            shape = known.values.shape
            self._spreads[known, measured] = Spread.of([known.values]) if measured else Spread.whatever(shape)
        return self._spreads[known, measured]


def catalogs(assignment: Assignment, reference: Reference, checks: Sequence[PlannedCheck]) -> dict[str, Catalog]:
    """Return the catalog of each exercise.

    Raises:
        CourseError, CheckFileError: A wrong answer or the features cannot be used.
    """
    answers, features = wrong_answers(assignment), plan_features(assignment, reference)
    call_s = assignment.manifest.limits.call_s
    own = {
        exercise.name: [check for check in checks if check.check.claim.exercise == exercise.name]
        for exercise in assignment.manifest.exercises
    }
    hold_against_checks(assignment, answers, {name: [one.check.name for one in some] for name, some in own.items()})
    learned = learned_about(assignment)
    return {
        name: Catalog(
            name,
            [answer for answer in answers if answer.exercise == name],
            Probes(some, features.get(name), reference, call_s),
            learned,
        )
        for name, some in own.items()
    }
