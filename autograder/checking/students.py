"""Who answers a check's calls: the reference while calls are recorded, a sandboxed student while they are replayed.

The calls of a check are recorded once and sent to each student in one batch. A check whose next call depends on an
answer asks for something else than was recorded; that call, and those after it, are then made live.
"""

import contextlib
import functools
import hashlib
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from autograder._sandbox.inside.values import copied
from autograder._sandbox.session import Answers, Call, Reply
from autograder.checking.secrecy import without_names, without_words
from course_kit.check import PUBLIC_SEED
from course_kit.checking import CallFailed, Student
from course_kit.local_student import LocalStudent


class Callee(Protocol):
    """Functions that answer one call after another: a sandboxed `Session`, or functions of our own."""

    def call(self, call: Call) -> Reply:
        """Call one function."""

    def call_all(self, calls: Sequence[Call]) -> list[Reply]:
        """Call functions, all asked at once, and return the replies in the same order."""


@dataclass
class _Tape:
    """The calls of one run of one check; shared by a student and its `using` variants."""

    seed: int
    position: int = 0
    calls: list[Call] = field(default_factory=list)

    def next(self, name: str, arguments: tuple[Any, ...], answers: Answers) -> Call:
        self.position += 1
        return Call(name, (_first_seed(self.seed) + self.position) % 2**32, arguments, answers)


class _Callable:
    """Attribute access and `using`, as `course_kit.checking.Student` promises them."""

    def __init__(self, replacements: Mapping[str, Callable[..., Any]]) -> None:
        self._replacements = dict(replacements)
        self._changed: list[int] = []

    @property
    def changed_arguments(self) -> tuple[int, ...]:
        """Positions of the arguments that the last call changed in place."""
        return tuple(self._changed)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *arguments: self._call(name, arguments)

    def _call(self, name: str, arguments: tuple[Any, ...]) -> Any:
        raise NotImplementedError


class Recorder(_Callable):
    """Answers with the reference and writes the calls down."""

    def __init__(self, reference: Mapping[str, Callable[..., Any]], seed: int) -> None:
        super().__init__({})
        self._reference = reference
        self._tape = _Tape(seed)

    @property
    def recorded(self) -> list[Call]:
        """The calls so far, in their order."""
        return self._tape.calls

    def using(self, **replacements: Callable[..., Any]) -> Student:
        """Return the same functions, except that what they call by these names is replaced."""
        other = Recorder(self._reference, self._tape.seed)
        other._replacements = self._replacements | replacements
        other._tape = self._tape
        return other

    def _call(self, name: str, arguments: tuple[Any, ...]) -> Any:
        call = self._tape.next(name, arguments, exercise_answers(self._reference, name) | self._replacements)
        # The reference, or the check itself later on, may change what it has handed over.
        self._tape.calls.append(replace(call, arguments=copied(arguments), live=bool(self._replacements)))
        student = LocalStudent(self._reference, call_seed(self._tape), self._replacements)
        with generators_kept():
            value = getattr(student, name)(*arguments)
        self._changed[:] = student.changed_arguments
        return value


class SandboxedStudent(_Callable):
    """Answers with what a worker said, ahead of time where the call is the recorded one.

    Args:
        session: The submission.
        reference: What the student's functions find under the names of other exercises.
        planned: The calls recorded for this check.
        replies: What came back for each of them; None where it was not asked ahead, filled in when it is asked live.
        seed: The seed they were recorded with.
        secret: Whether the arguments are; then nothing is passed on that student code could have put into words.
    """

    def __init__(
        self,
        session: Callee,
        reference: Mapping[str, Callable[..., Any]],
        planned: Sequence[Call],
        replies: list[Reply | None],
        seed: int,
        *,
        secret: bool = False,
    ) -> None:
        super().__init__({})
        self._secret = secret
        self._session, self._reference = session, reference
        self._planned, self._replies = planned, replies
        self._tape = _Tape(seed)

    def using(self, **replacements: Callable[..., Any]) -> Student:
        """Return the same functions, except that what they call by these names is replaced."""
        other = SandboxedStudent(
            self._session, self._reference, self._planned, self._replies, self._tape.seed, secret=self._secret
        )
        other._replacements = self._replacements | replacements
        other._tape = self._tape
        return other

    def _call(self, name: str, arguments: tuple[Any, ...]) -> Any:
        call = self._tape.next(name, arguments, exercise_answers(self._reference, name) | self._replacements)
        reply = self._ahead(call)
        if reply.failure is not None:
            verdict, message = reply.failure.verdict, reply.failure.message
            # Which line it was is the student's choice too.
            told = (without_words(message), None) if self._secret else (message, reply.failure.line)
            raise CallFailed(verdict, *told)
        self._changed[:] = reply.changed
        return without_names(reply.value) if self._secret else reply.value

    def _ahead(self, call: Call) -> Reply:
        """Return what came back for a call, asked now if it was not asked before."""
        index = self._tape.position - 1
        if index >= len(self._planned) or not call.repeats(self._planned[index]):
            return self._session.call(call)
        reply = self._replies[index] = self._replies[index] or self._session.call(call)
        return reply


@contextlib.contextmanager
def generators_kept() -> Iterator[None]:
    """Leave the random generators of this process as they were: a call to a sandbox does not move them either."""
    ours, numpys = random.getstate(), np.random.get_state()  # noqa: NPY002 - the generator that is kept
    try:
        yield
    finally:
        random.setstate(ours)
        np.random.set_state(numpys)  # noqa: NPY002


def replies_ahead(session: Callee, calls: Sequence[Call]) -> list[Reply | None]:
    """Send calls as one batch and return the replies; None for each that must be made live."""
    replies = iter(session.call_all([call for call in calls if not call.live]))
    return [None if call.live else next(replies) for call in calls]


def exercise_answers(reference: Mapping[str, Callable[..., Any]], name: str) -> dict[str, Callable[..., Any]]:
    """Return the right functions that the exercise `name` finds under the names of the others."""
    return {other: function for other, function in reference.items() if other != name}


def call_seed(tape: _Tape) -> int:
    """Return the seed just before the latest call's, which `LocalStudent` counts up from."""
    return _first_seed(tape.seed) + tape.position - 1


@functools.cache
def _first_seed(seed: int) -> int:
    """Return where the seeds of calls start. Student code can read them; what inputs are drawn from must not follow."""
    if seed == PUBLIC_SEED:
        # What is graded is what the notebook shows.
        return seed
    return int.from_bytes(hashlib.blake2b(str(seed).encode(), digest_size=4).digest())
