"""One submission in the sandbox: its cells run once, then calls are answered until it is closed.

A call that hangs or kills its worker costs that function; a new worker takes over for the others.
"""

import math
import signal
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Any

import numpy as np

from autograder._sandbox.answering import answer
from autograder._sandbox.calls import NO_ANSWERS, Answers, Call, Reply
from autograder._sandbox.connection import Connection, WorkerGone
from autograder._sandbox.inside import wire
from autograder._sandbox.inside.cells import Cell
from autograder._sandbox.sandbox import Ending, Sandbox
from autograder.bounds import MIB
from autograder.words import printable
from course_kit.checking import CallFailed
from course_kit.local_student import explain

__all__ = ["NO_ANSWERS", "Answers", "Call", "Reply", "Session"]

# After so many workers lost to cells that hang or crash, only definitions and imports are run.
MAX_RESTARTS_FOR_CELLS = 3

# No notebook has so many statements.
MAX_STEPS = 50_000

# What is kept of a notebook's problems, and of what an exception said: a worker may send anything.
MAX_PROBLEMS = 50
MAX_SENTENCE = 400
MAX_NAME = 80

# What one function may send back in all its calls; all replies are kept until the checks have looked at them.
MAX_REPLIES_MIB = 64

# Signals by which a process ends that did something no process may do.
_CRASHES = {signal.SIGSEGV: "SIGSEGV", signal.SIGABRT: "SIGABRT", signal.SIGILL: "SIGILL", signal.SIGFPE: "SIGFPE"}


class Session:
    """A submission's functions, ready to be called.

    Args:
        sandbox: Where its workers run; used by one session at a time.
        cells: The code cells of the notebook.
        wanted: Names of the graded functions.

    Attributes:
        found: The graded functions that exist.
        problems: What could not be run: cell index (from 0) and a sentence.
    """

    def __init__(self, sandbox: Sandbox, cells: Sequence[Cell], wanted: Iterable[str]) -> None:
        self._sandbox = sandbox
        self._wanted = list(wanted)
        self._cells = [_cell(cell, self._wanted) for cell in cells]
        self._limits = sandbox.limits
        self._until = time.monotonic() + sandbox.limits.submission_s
        self._connection: Connection | None = None
        self._hung: dict[int, tuple[int, str]] = {}
        self._broken: dict[str, CallFailed] = {}
        self._sent_back = Counter[str]()
        self._spent = defaultdict[str, float](float)
        self._share = math.inf
        self._answering = 0
        self._called = set[str]()
        self._told = set[str]()
        self._disturbed = set[str]()
        self.found: frozenset[str] = frozenset()
        self.problems: list[tuple[int, str]] = []

    def __enter__(self) -> "Session":
        try:
            self._begin()
        except BaseException:
            self._lose_worker()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lose_worker()

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

    def may_be_disturbed(self, name: str) -> bool:
        """Tell whether another function ran before this one in its worker, and may have changed what it finds."""
        return name in self._disturbed

    def give_another_chance(self, name: str) -> None:
        """Have the next calls of a function answered by a new worker, as if it had not been called yet."""
        self._lose_worker()
        self._broken.pop(name, None)
        self._disturbed.discard(name)

    def _answer(
        self, connection: Connection, calls: Sequence[Call], waiting: list[int], replies: list[Reply | None]
    ) -> None:
        """Fill in the replies of one function until all are there or the worker is lost."""
        # Of one function only: while it runs, the right ones of the others can be asked, and a worker that has seen
        # their calls already would ask exactly these.
        name = calls[waiting[0]].name
        together = [index for index in waiting if calls[index].name == name]
        if name in self._told and not self._answering:
            # This worker has asked for right answers of the function; one that has not is asked instead.
            self._lose_worker()
            return
        if self._called - {name}:
            self._disturbed.add(name)
        self._called.add(name)
        try:
            connection.send(b"".join(self._frame(calls[index]) for index in together))
            for index in together:
                replies[index] = self._reply(connection, calls[index])
        except WorkerGone as gone:
            self._broken[name] = self._failure(name, gone, self._lose_worker())

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
            message, values = connection.receive(max(deadline - time.monotonic(), 0.0))
            self._sent_back[call.name] += connection.received - before
            if self._sent_back[call.name] > MAX_REPLIES_MIB * MIB:
                raise WorkerGone("died", f"sent back more than {MAX_REPLIES_MIB} MiB in all")
            match message, values:
                case ["returned", list(changed)], [value]:
                    return Reply(value, tuple(index for index in changed if isinstance(index, int)))
                case ["raised", str(error)], [str(text), str() | None as missing]:
                    missing = printable(missing, MAX_NAME) if missing else None
                    told = explain(call.name, printable(error, MAX_NAME), printable(text, MAX_SENTENCE), missing)
                    return Reply(failure=CallFailed("raised", told))
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

    def _begin(self) -> None:
        """Start a worker and run the cells; after a statement that hangs or crashes, start over without it."""
        self._called.clear()
        self._told.clear()
        # Half of the time is kept for the functions, and for a start without the statements that took the other half.
        until = time.monotonic() + self._remaining() / 2
        for restarts in range(MAX_RESTARTS_FOR_CELLS + 1):
            connection = self._connection = self._sandbox.open()
            harmless_only = restarts == MAX_RESTARTS_FOR_CELLS or time.monotonic() >= until
            try:
                connection.send(
                    wire.encode_frame(["run", self._wanted, list(self._hung), harmless_only], (self._cells,))
                )
                if self._read_progress(connection, self._until if harmless_only else until):
                    return
            except WorkerGone:
                pass
            self._lose_worker()
            # Code that cannot even be read is no better the next time.
            if harmless_only or -1 in self._hung:
                break
        self.found = frozenset()

    def _read_progress(self, connection: Connection, until: float) -> bool:
        at, cell = -1, 0
        try:
            while True:
                message, _ = connection.receive(min(self._limits.cell_s, until - time.monotonic()))
                match message:
                    case ["at", int(place), int(where)] if at < place < MAX_STEPS:
                        at, cell = place, where
                    case ["ready", list(found), list(problems)]:
                        self.found = frozenset(name for name in self._wanted if name in found)
                        sound = [one for one in problems[:MAX_PROBLEMS] if _is_problem(one)]
                        told = [(index, printable(sentence, MAX_SENTENCE)) for index, sentence in sound]
                        self.problems = sorted([*told, *self._hung.values()])
                        if math.isinf(self._share) and self.found:
                            self._share = self._remaining() / len(self.found)
                        return True
                    case _:
                        raise WorkerGone("died", "sent an answer to no question")
        except WorkerGone as gone:
            what = "a statement" if at >= 0 else "reading the code of all cells"
            self._hung[at] = (cell, f"{what} {gone.reason}")
            self.problems = sorted(self._hung.values())
            return False

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


def _cell(cell: Cell, wanted: Sequence[str]) -> tuple[Any, str]:
    """Return a cell as it goes over the wire: its source as bytes, for texts are cut there."""
    source = wire.long_text(cell.source)
    return source, cell.grade_id if cell.grade_id in wanted else ""


def _is_problem(one: object) -> bool:
    return isinstance(one, list) and len(one) == 2 and isinstance(one[0], int) and isinstance(one[1], str)
