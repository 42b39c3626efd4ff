"""What one submission does, held against what known mistakes do."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from autograder.diagnosing.behavior import Anything, Behavior, Key, Known, Leaves, agree, kind_of_message
from autograder.diagnosing.known_mistakes import Catalog, KnownMistake, Probe
from autograder.diagnosing.spread import Draws, Spread
from autograder.results import CheckResult

# "value" and the name or index of an entry: whoever returns more entries than asked for does no harm.
SHORTEST_ENTRY = 2

# The leaf that every value has.
CHANGED: frozenset[Key] = frozenset({("changed",)})


class Comparison:
    """One submission held against known mistakes, odd probes first: there most mistakes are told apart at once.

    Args:
        catalog: The known mistakes.
        seen: What the submission does on the probes that it has answered.
        results: What the checks say about it.
    """

    def __init__(self, catalog: Catalog, seen: Mapping[Key, Leaves], results: Sequence[CheckResult]) -> None:
        self._catalog, self._results = catalog, results
        answers = [
            _Answer(probe, seen[probe.name], catalog.known(catalog.right, probe))
            for probe in catalog.probes.all
            if probe.name in seen
        ]
        self._odd = {(answer.probe.name, key) for answer in answers for key in answer.odd}
        self._answers = sorted(answers, key=lambda answer: not answer.odd)

    def explains(self, mistake: KnownMistake) -> bool:
        """Tell whether the submission does everywhere what the mistake does, and the mistake is odd somewhere."""
        seen = False
        for answer in self._answers:
            known, odd = self._catalog.known(mistake, answer.probe), self._catalog.odd_keys(mistake, answer.probe)
            if not answer.fits(known, odd):
                return False
            seen = seen or bool(odd)
        # Oddities that no probe shows are known from what the checks say.
        return seen or _sentences(mistake.results) == _sentences(self._results)

    def two_at_once(self, candidates: Sequence[KnownMistake], failed: frozenset[str]) -> tuple[KnownMistake, ...]:
        """Return two mistakes that show in different places and explain together all that is odd.

        Args:
            candidates: Mistakes that explain some of it.
            failed: The checks that two have to fail together.
        """
        shown = {one.id: (one, oddities) for one in candidates if (oddities := self._shown(one))}
        best: tuple[KnownMistake, ...] = ()
        most = 0
        for (one, here), (other, there) in combinations(shown.values(), 2):
            complete = one.fails | other.fails == failed and self._odd <= here | there
            if complete and len(here) + len(there) > most and not (here <= there or there <= here):
                best, most = (one, other), len(here) + len(there)
        return best

    def distance(self, mistake: KnownMistake) -> float:
        """Return how far the submission's draws are from a mistake's, on average."""
        far = [
            distance
            for answer in self._answers
            for distance in answer.distances(self._catalog.known(mistake, answer.probe))
        ]
        return sum(far) / len(far) if far else 0.0

    def _shown(self, mistake: KnownMistake) -> set[tuple[Key, Key]]:
        """Return the oddities of a mistake if the submission has them all; nothing if it lacks one."""
        oddities: set[tuple[Key, Key]] = set()
        for answer in self._answers:
            known, odd = self._catalog.known(mistake, answer.probe), self._catalog.odd_keys(mistake, answer.probe)
            if not all(answer.shows(key, known.get(key)) for key in odd):
                return set()
            oddities |= {(answer.probe.name, key) for key in odd}
        return oddities


class _Answer:
    """What a submission does on one probe.

    Attributes:
        odd: Where the reference does something else.
    """

    def __init__(self, probe: Probe, leaves: Leaves, right: Behavior) -> None:
        self.probe = probe
        self._leaves, self._right = leaves, right
        self._draws: dict[Key, Draws] = {}
        self._agreed: dict[tuple[Key, Known | None], bool] = {}
        self.odd = [key for key in leaves.keys() & right.keys() if not self._agree(key, right[key])]

    def fits(self, known: Behavior, odd: frozenset[Key]) -> bool:
        """Tell whether nothing contradicts a mistake, and something odd is shared if it is odd here.

        Args:
            known: What the mistake does on the probe.
            odd: Where that is not what the reference does.
        """
        if not known:
            return True
        leaves = self._leaves.keys()
        if known.keys() > CHANGED and leaves & known.keys() <= CHANGED:
            return False
        if not all(self._agree(key, known.get(key)) for key in leaves | known.keys()):
            return False
        return not odd or any((key in leaves) == (key in known) for key in odd)

    def shows(self, key: Key, known: Known | None) -> bool:
        """Tell whether a leaf is there as a mistake has it, or is not there as it has not."""
        return (key in self._leaves) == (known is not None) and self._agree(key, known)

    def distances(self, known: Behavior) -> Iterator[float]:
        """Yield how far what is drawn is from a mistake's draws."""
        for key, one in known.items():
            if isinstance(one, Spread) and key in self._leaves:
                yield self._distance(key, one)

    def _agree(self, key: Key, known: Known | None) -> bool:
        # What several mistakes do is known once.
        place = key, known
        if place not in self._agreed:
            self._agreed[place] = self._compare(key, known)
        return self._agreed[place]

    def _compare(self, key: Key, known: Known | None) -> bool:
        leaf, asked_for = self._leaves.get(key), key in self._right
        if leaf is None:
            # An entry of a dictionary that is left out: the checks tell whether that matters.
            return isinstance(known, Anything) or (
                asked_for and isinstance(key[-1], str) and len(key) >= SHORTEST_ENTRY
            )
        if known is None:
            return not asked_for and len(key) >= SHORTEST_ENTRY
        return self._distance(key, known) <= 1 if isinstance(known, Spread) else agree(leaf, known)

    def _distance(self, key: Key, known: Spread) -> float:
        leaf = self._leaves[key]
        if not isinstance(leaf, np.ndarray):
            return np.inf
        if key not in self._draws:
            self._draws[key] = Draws(leaf)
        return known.distance(self._draws[key])


def _sentences(results: Sequence[CheckResult]) -> list[str]:
    return [kind_of_message(result.message) for result in results]
