"""One submission in the sandbox: its cells run once, then calls are answered until it is closed.

A call that hangs or kills its worker costs that function; a new worker takes over for the others.
"""

import math
import signal
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from autograder._sandbox.answering import answer
from autograder._sandbox.calls import NO_ANSWERS, Answers, Call, Reply
from autograder._sandbox.connection import Connection, WorkerGone
from autograder._sandbox.inside import wire
from autograder._sandbox.inside.cells import Cell
from autograder._sandbox.sandbox import Ending, Sandbox
from autograder._sandbox.starting import MAX_SENTENCE, Problem, Reading, Starter
from autograder.bounds import MIB
from autograder.words import printable
from course_kit.checking import CallFailed
from course_kit.local_student import explain

__all__ = ["NO_ANSWERS", "Answers", "Call", "Reply", "Session"]

# What is kept of the name of an exception.
MAX_NAME = 80

# What one function may send back in all its calls; all replies are kept until the checks have looked at them.
MAX_REPLIES_MIB = 64

# Signals by which a process ends that did something no process may do.
_CRASHES = {signal.SIGSEGV: "SIGSEGV", signal.SIGABRT: "SIGABRT", signal.SIGILL: "SIGILL", signal.SIGFPE: "SIGFPE"}


class Session:
    """A submission's functions, ready to be called. Its code runs when they are first asked for.

    Args:
        sandbox: Where its workers run; used by one session at a time.
        cells: The code cells of the notebook.
        wanted: Names of the graded functions.

    Attributes:
        reading: What can be told of the notebook before its code runs.
    """

    def __init__(self, sandbox: Sandbox, cells: Sequence[Cell], wanted: Iterable[str]) -> None:
        self._sandbox = sandbox
        self._starter = Starter(sandbox, cells, wanted)
        self._limits = sandbox.limits
        self._until = time.monotonic() + sandbox.limits.submission_s
        self._connection: Connection | None = None
        self._broken: dict[str, CallFailed] = {}
        self._sent_back = Counter[str]()
        self._spent = defaultdict[str, float](float)
        self._share = math.inf
        self._answering = 0
        self._only = ""
        self._ran_code = False
        self._called = set[str]()
        self._asked = set[str]()
        self._told = set[str]()
        self._disturbed = set[str]()
        self._found: frozenset[str] | None = None
        self._problems: list[Problem] = []
        self.reading = Reading([])

    def __enter__(self) -> "Session":
        self.reading = self._starter.read(self._until)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lose_worker()

    @property
    def found(self) -> frozenset[str]:
        """The graded functions that exist."""
        self.begin()
        return self._found or frozenset()

    @property
    def problems(self) -> list[Problem]:
        """What could not be read or run: cell index (from 0) and a sentence."""
        self.begin()
        return self._problems

    def begin(self) -> None:
        """Run the cells, unless they have run."""
        if self._found is None:
            self._begin()

    def call(self, call: Call) -> Reply:
        """Call one function."""
        return self.call_all([call])[0]

    def call_all(self, calls: Sequence[Call]) -> list[Reply]:
        """Call functions and return the replies in the same order; the calls of one function are sent together."""
        replies: list[Reply | None] = [self._refusal(call) for call in calls]
        while True:
            waiting = [index for index, reply in enumerate(replies) if reply is None]
            if not waiting:
                return [reply for reply in replies if reply is not None]
            if self._connection is None:
                self._begin()
            else:
                self._answer(self._connection, calls, waiting, replies)
            for index in waiting:
                replies[index] = replies[index] or self._refusal(calls[index])

    def was_alone(self, name: str) -> bool:
        """Tell whether no other function has been called, and nothing was run that does more than define something."""
        return self._asked <= {name} and not self._ran_code

    def may_be_disturbed(self, name: str) -> bool:
        """Tell whether code that a function does not need ran in its worker, and may have changed what it finds."""
        return name in self._disturbed or (self._ran_code and name not in self.found)

    def give_another_chance(self, name: str) -> None:
        """Have the next calls of a function answered by a worker that has run no code but what it needs."""
        self._lose_worker()
        self._broken.pop(name, None)
        self._begin(name)

    @contextmanager
    def aside(self, name: str) -> Iterator[None]:
        """Let the calls of a function in the block count for nothing: not its time, nor its end if they go wrong."""
        started, only, broken = time.monotonic(), self._only, name in self._broken
        spent, sent_back = self._spent[name], self._sent_back[name]
        self._spent[name] = max(spent, self._share - self._limits.call_s)
        try:
            yield
        finally:
            self._until += time.monotonic() - started
            self._spent[name], self._sent_back[name] = spent, sent_back
            if name in self._broken and not broken:
                del self._broken[name]
                self._begin(only)

    def _answer(
        self, connection: Connection, calls: Sequence[Call], waiting: list[int], replies: list[Reply | None]
    ) -> None:
        """Fill in the replies of one function until all are there or the worker is lost."""
        # Of one function only: while it runs, the right ones of the others can be asked, and a worker that has seen
        # their calls already would ask exactly these.
        name = calls[waiting[0]].name
        together = [index for index in waiting if calls[index].name == name]
        if self._only not in ("", name) or (name in self._told and not self._answering):
            # This worker lacks the function, or has asked for right answers of it; another one is asked instead.
            self._lose_worker()
            return
        alone = bool(self._only) or not (self._ran_code or self._called - {name})
        if not alone and not self.reading.quiet:
            self._disturbed.add(name)
        self._called.add(name)
        self._asked.add(name)
        try:
            connection.send(b"".join(self._frame(calls[index]) for index in together))
            for index in together:
                replies[index] = reply = self._reply(connection, calls[index])
                # Quiet code leaves nothing behind that can be named, but memory, until Python collects it.
                if not alone and reply.failure and "MemoryError" in reply.failure.message:
                    self._disturbed.add(name)
        except WorkerGone as gone:
            self._broken[name] = self._failure(name, gone, self._lose_worker())
            if not alone:
                self._disturbed.add(name)

    def _frame(self, call: Call) -> bytes:
        """Return what makes the worker answer a call, at once if it waits for an answer itself."""
        return _NOW + call.frame if self._answering else call.frame

    def _reply(self, connection: Connection, call: Call) -> Reply:
        started = time.monotonic()
        try:
            return self._reply_by(started + min(self._limits.call_s, self._left(call.name)), connection, call)
        finally:
            self._spent[call.name] += time.monotonic() - started

    def _reply_by(self, deadline: float, connection: Connection, call: Call) -> Reply:
        seed = zlib.crc32(call.frame)
        while True:
            before = connection.received
            frame = connection.receive(max(deadline - time.monotonic(), 0.0))
            self._sent_back[call.name] += connection.received - before
            if self._sent_back[call.name] > MAX_REPLIES_MIB * MIB:
                raise WorkerGone("died", f"sent back more than {MAX_REPLIES_MIB} MiB in all")
            match frame.message:
                case ["returned", list(changed)] if frame.number == 1:
                    positions = tuple(one for one in changed if isinstance(one, int))
                    # The value is made when it is looked at; not at all if the same reply was judged before.
                    return Reply(changed=positions, sent=frame, digest=connection.digest)
            match frame.message, frame.values:
                case ["raised", str(error)], [str(text), str() | None as missing, int() | None as line]:
                    missing = printable(missing, MAX_NAME) if missing else None
                    told = explain(call.name, printable(error, MAX_NAME), printable(text, MAX_SENTENCE), missing)
                    return Reply(failure=CallFailed("raised", told, line))
                case ["asks", str(name)], [list(arguments), dict(options)] if name in call.answers:
                    seed = (seed + 1) % 2**32
                    self._told.add(name)
                    self._ask(connection, call.answers[name], arguments, options, seed, deadline)
                case _:
                    raise WorkerGone("died", "sent an answer to no question")

    def _ask(
        self,
        connection: Connection,
        function: Callable[..., Any],
        arguments: list[Any],
        options: dict[Any, Any],
        seed: int,
        deadline: float,
    ) -> None:
        """Answer a question of the worker's; the time it takes is the worker's."""
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise WorkerGone("timed_out", "took too long")
        self._answering += 1
        try:
            frame = answer(function, arguments, options, seed, remaining)
        finally:
            self._answering -= 1
        if self._connection is not connection:
            raise WorkerGone("died", "was called back by a check and ended its process")
        connection.send(frame)

    def _begin(self, only: str = "") -> None:
        """Start a worker; with the code of one function only if that is named."""
        self._only = only
        self._called.clear()
        self._told.clear()
        # What is started for all that draw is not to take the time of the first of them.
        self._until += self._sandbox.warm_up(draws=self._starter.read(self._until, only).draws)
        started = self._starter.start(self._until, only)
        self._connection = started.connection
        if only:
            self._found = self.found - {only} | started.found
            return
        self._found, self._problems, self._ran_code = started.found, started.problems, started.ran_code
        if math.isinf(self._share) and started.found:
            self._share = self._remaining() / len(started.found)

    def _refusal(self, call: Call) -> Reply | None:
        if call.name in self._broken:
            return Reply(failure=self._broken[call.name])
        if call.name not in self.found:
            return Reply(failure=CallFailed("missing", f"There is no function called {call.name}."))
        if self._left(call.name) <= 0:
            return Reply(failure=self._out_of_time(call.name))
        return None

    def _remaining(self) -> float:
        return self._until - time.monotonic()

    def _left(self, name: str) -> float:
        """Return how long a function may still run: each has the same share, so that none takes the time of another."""
        return min(self._remaining(), self._share - self._spent[name])

    def _out_of_time(self, name: str) -> CallFailed:
        if self._remaining() > 0:
            return CallFailed("timed_out", f"All calls of {name} together took longer than {self._share:.3g} s.")
        whole = f"{self._limits.submission_s:.3g} s"
        return CallFailed("timed_out", f"{name} was not run: the notebook had used up its {whole}.")

    def _failure(self, name: str, gone: WorkerGone, ending: Ending | None) -> CallFailed:
        """Return why a call brought nothing back, in a sentence for the student."""
        killed_by = ending.signal if ending else 0
        if gone.verdict == "timed_out" and self._left(name) <= 0:
            return self._out_of_time(name)
        if gone.verdict == "timed_out":
            limit = f"{self._limits.call_s:.3g} s"
            return CallFailed("timed_out", f"{name} took longer than {limit}; is there a loop that never ends?")
        if killed_by == signal.SIGXCPU:
            return CallFailed(
                "timed_out",
                f"{name} used up the notebook's {self._limits.cpu_s} s of processor time; does a loop never end?",
            )
        if killed_by in _CRASHES:
            return CallFailed("died", f"{name} crashed its process ({_CRASHES[signal.Signals(killed_by)]}).")
        return CallFailed("died", f"{name} {gone.reason} instead of returning a value.")

    def _lose_worker(self) -> Ending | None:
        if self._connection is None:
            return None
        self._connection = None
        return self._sandbox.end()


_NOW = wire.encode_frame(["now"])
