"""One submission in the sandbox: its cells run once, then calls are answered until it is closed.

A call that hangs or kills its worker costs that function; a new worker takes over for the others.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import numpy as np

from autograder._sandbox.connection import Connection, WorkerGone
from autograder._sandbox.inside import wire
from autograder._sandbox.inside.cells import Cell
from autograder._sandbox.sandbox import Sandbox
from course_kit.checking import CallFailed
from course_kit.local_student import explain

# After so many workers lost to cells that hang or crash, the rest of the notebook is not worth another.
MAX_RESTARTS_FOR_CELLS = 3

Answers = Mapping[str, Callable[..., Any]]

NO_ANSWERS: Answers = {}


@dataclass(frozen=True)
class Call:
    """One call of a student's function.

    Attributes:
        frame: Name, seed and arguments as they go over the wire.
        answers: What the function finds under these names instead of the student's own; they run on the grader's side.
        live: Whether it must be made at the moment it is asked for, because `answers` belong to one run of a check.
    """

    name: str
    frame: bytes
    answers: Answers = field(default_factory=dict)
    live: bool = False

    @classmethod
    def of(cls, name: str, seed: int, arguments: tuple[Any, ...], answers: Answers = NO_ANSWERS) -> "Call":
        """Make a call out of its parts.

        Raises:
            wire.WireError: The arguments are no plain data.
        """
        return cls(name, wire.encode_frame(["call", name, seed, sorted(answers)], arguments), answers)


@dataclass(frozen=True)
class Reply:
    """What came back: a value and the positions of changed arguments, or a failure."""

    value: Any = None
    changed: tuple[int, ...] = ()
    failure: CallFailed | None = None


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
        self.found: frozenset[str] = frozenset()
        self.problems: list[tuple[int, str]] = []

    def __enter__(self) -> "Session":
        self._begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._lose_worker()

    def call(self, call: Call) -> Reply:
        """Call one function."""
        return self.call_all([call])[0]

    def call_all(self, calls: Sequence[Call]) -> list[Reply]:
        """Call functions, all sent at once, and return the replies in the same order."""
        replies: list[Reply | None] = [self._refusal(call) for call in calls]
        while True:
            waiting = [index for index, reply in enumerate(replies) if reply is None]
            if not waiting:
                return [reply for reply in replies if reply is not None]
            if self._connection is None:
                self._begin()
            else:
                self._answer(calls, waiting, replies)
            for index in waiting:
                replies[index] = replies[index] or self._refusal(calls[index])

    def _answer(self, calls: Sequence[Call], waiting: list[int], replies: list[Reply | None]) -> None:
        """Fill in replies until all are there or the worker is lost."""
        connection = self._connection
        if connection is None:
            return
        connection.send(b"".join(calls[index].frame for index in waiting))
        for index in waiting:
            call = calls[index]
            try:
                replies[index] = self._reply(connection, call)
            except WorkerGone as gone:
                self._broken[call.name] = CallFailed(gone.verdict, self._sentence(call.name, gone))
                self._lose_worker()
                return

    def _reply(self, connection: Connection, call: Call) -> Reply:
        deadline = time.monotonic() + min(self._limits.call_s, self._remaining())
        while True:
            message, values = connection.receive(max(deadline - time.monotonic(), 0.0))
            match message, values:
                case ["returned", list(changed)], [value]:
                    return Reply(value, tuple(index for index in changed if isinstance(index, int)))
                case ["raised", str(error)], [str(text), str() | None as missing]:
                    return Reply(failure=CallFailed("raised", explain(call.name, error, text, missing)))
                case ["asks", str(name)], [list(arguments), dict(options)] if name in call.answers:
                    connection.send(_ask(call.answers[name], arguments, options))
                case _:
                    raise WorkerGone("died", "sent an answer to no question")

    def _begin(self) -> None:
        """Start a worker and run the cells; a statement that hangs or crashes is left out and the others are run again."""
        for _ in range(MAX_RESTARTS_FOR_CELLS):
            connection = self._connection = self._sandbox.open()
            connection.send(wire.encode_frame(["run", self._wanted, list(self._hung), False], (self._cells,)))
            if self._read_progress(connection):
                return
            self._lose_worker()
        self.found = frozenset()

    def _read_progress(self, connection: Connection) -> bool:
        at, cell = -1, 0
        try:
            while True:
                message, _ = connection.receive(min(self._limits.cell_s, self._remaining()))
                match message:
                    case ["at", int(at), int(cell)]:
                        continue
                    case ["ready", list(found), list(problems)]:
                        self.found = frozenset(name for name in found if name in self._wanted)
                        told = [(one[0], one[1]) for one in problems if _is_problem(one)]
                        self.problems = sorted([*told, *self._hung.values()])
                        return True
                    case _:
                        raise WorkerGone("died", "sent an answer to no question")
        except WorkerGone as gone:
            self._hung[at] = (cell, f"a statement {gone.reason}")
            self.problems = sorted(self._hung.values())
            return False

    def _refusal(self, call: Call) -> Reply | None:
        if call.name in self._broken:
            return Reply(failure=self._broken[call.name])
        if call.name not in self.found:
            return Reply(failure=CallFailed("missing", f"There is no function called {call.name}."))
        if self._remaining() <= 0:
            whole = f"{self._limits.submission_s:.3g} s"
            return Reply(failure=CallFailed("timed_out", f"{call.name} was not run: the notebook had used up its {whole}."))
        return None

    def _remaining(self) -> float:
        return self._until - time.monotonic()

    def _sentence(self, name: str, gone: WorkerGone) -> str:
        if gone.verdict == "timed_out":
            return f"{name} {gone.reason}; is there a loop that never ends?"
        return f"{name} {gone.reason} instead of returning a value."

    def _lose_worker(self) -> None:
        if self._connection is not None:
            self._connection = None
            self._sandbox.end()


def _cell(cell: Cell, wanted: Sequence[str]) -> tuple[Any, str]:
    """Return a cell as it goes over the wire: its source as bytes, for texts are cut there."""
    source = np.frombuffer(cell.source.encode("utf-8", "surrogatepass"), dtype=np.uint8)
    return source, cell.grade_id if cell.grade_id in wanted else ""


def _ask(answer: Callable[..., Any], arguments: list[Any], options: dict[str, Any]) -> bytes:
    """Run one of the grader's own functions for a worker; what a student hands it may make it fail."""
    try:
        return wire.encode_frame(["answers"], (answer(*arguments, **options),))
    except Exception as error:  # noqa: BLE001 - the student's arguments, so any exception is the student's
        return wire.encode_frame(["raised"], (f"{type(error).__name__}: {error}"[:300],))


def _is_problem(one: object) -> bool:
    return isinstance(one, list) and len(one) == 2 and isinstance(one[0], int) and isinstance(one[1], str)  # noqa: PLR2004
