"""A notebook's cells, read, then run in one worker after another until they come through.

A statement that hangs or crashes costs its worker; the next one leaves it out.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder._sandbox.connection import Connection, WorkerGone
from autograder._sandbox.inside import wire
from autograder._sandbox.inside.cells import Cell, packed_cells
from autograder._sandbox.inside.values import WireError
from autograder._sandbox.sandbox import Sandbox
from autograder.words import printable

# After so many workers lost to cells that hang or crash, only definitions and imports are run.
MAX_RESTARTS = 3

# No notebook has so many statements.
MAX_STEPS = 50_000

# What is kept of a notebook's problems: a worker may send anything.
MAX_PROBLEMS = 50
MAX_SENTENCE = 400

Problem = tuple[int, str]


@dataclass(frozen=True)
class Reading:
    """What can be told of a notebook before any of its code runs.

    Attributes:
        problems: What cannot be read: cell index (from 0) and a sentence.
        quiet: Whether the code can be seen to leave nothing behind, in whatever order its functions are called.
        codes: For each graded function that is quiet, what is equal for equal code.
        draws: Whether the code may need matplotlib.
        program: What to run, for a worker; None if the notebook cannot be read.
    """

    problems: Sequence[Problem]
    quiet: bool = False
    codes: Mapping[str, bytes] = field(default_factory=dict)
    draws: bool = False
    program: Any = None


@dataclass(frozen=True)
class Started:
    """What running the cells came to.

    Attributes:
        connection: To the worker; None if they did not come through in any.
        found: The graded functions that exist.
        problems: What could not be read or run: cell index (from 0) and a sentence.
        ran_code: Whether statements were run that do more than define or import something.
    """

    connection: Connection | None
    found: frozenset[str]
    problems: list[Problem]
    ran_code: bool = False


class Starter:
    """Starts workers for one notebook.

    Args:
        sandbox: Where they run.
        cells: The code cells of the notebook.
        wanted: Names of the graded functions.
    """

    def __init__(self, sandbox: Sandbox, cells: Sequence[Cell], wanted: Iterable[str]) -> None:
        self._sandbox = sandbox
        self._wanted = list(wanted)
        self._cells = packed_cells(
            Cell(one.source, one.grade_id if one.grade_id in self._wanted else "") for one in cells
        )
        self._readings: dict[str, Reading] = {}
        # By the position of the statement in the notebook.
        self._hung: dict[int, Problem] = {}

    def read(self, until: float, only: str = "") -> Reading:
        """Read the notebook.

        Args:
            until: When the whole notebook's time is up.
            only: The one function whose code is to be run; all if empty.
        """
        if only not in self._readings:
            # The other half is for running it.
            half = max(until - time.monotonic(), 0.0) / 2
            try:
                frame = wire.encode_frame(["read", self._wanted_now(only)], (self._cells,))
                self._readings[only], worn = _reading(self._sandbox.read(frame, half), self._wanted)
                if worn:
                    self._sandbox.retire_reader()
            except WorkerGone as gone:
                self._readings[only] = Reading([(0, f"reading the code of all cells {gone.reason}")])
            except WireError as error:
                self._readings[only] = Reading([(0, f"and the others cannot be read: {error}")])
        return self._readings[only]

    def start(self, until: float, only: str = "") -> Started:
        """Start a worker and run the cells; after a statement that hangs or crashes, start over without it.

        Args:
            until: When the whole notebook's time is up.
            only: The one function whose code is to be run; all if empty.
        """
        reading = self.read(until, only)
        if reading.program is None:
            return Started(None, frozenset(), list(reading.problems))
        wanted = self._wanted_now(only)
        # Half of the time is kept for the functions, and for a start without the statements that took the other half.
        half = (time.monotonic() + until) / 2
        for restarts in range(MAX_RESTARTS + 1):
            connection = self._sandbox.open(draws=reading.draws)
            harmless_only = restarts == MAX_RESTARTS or time.monotonic() >= half
            progress = _Progress(connection, self._sandbox.limits.cell_s, until if harmless_only else half)
            question = ["run", wanted, list(self._hung), harmless_only]
            try:
                connection.send(wire.encode_frame(question, (reading.program,)))
                found, told = progress.read()
            except WorkerGone as gone:
                self._sandbox.end()
                self._hung[progress.at] = progress.problem(gone)
                # A definition that ends its process does so the next time too.
                if harmless_only or progress.at < 0:
                    break
            except BaseException:
                self._sandbox.end()
                raise
            else:
                known = frozenset(name for name in wanted if name in found)
                problems = sorted([*reading.problems, *told, *self._hung.values()])[:MAX_PROBLEMS]
                return Started(connection, known, problems, ran_code=progress.at >= 0)
        return Started(None, frozenset(), sorted([*reading.problems, *self._hung.values()]))

    def _wanted_now(self, only: str) -> list[str]:
        return [only] if only else self._wanted


def _reading(answer: wire.Frame, wanted: Sequence[str]) -> tuple[Reading, bool]:
    """Return what a reader says of a notebook, and whether it has taken too much memory to read another one.

    Raises:
        WorkerGone: It is not what a reader says.
    """
    match answer.message, answer.values:
        case ["read", list(problems), bool(quiet), dict(codes), bool(draws), bool(worn)], [program]:
            known = {name: codes[name] for name in wanted if isinstance(codes.get(name), bytes)}
            return Reading(_sound(problems), quiet, known, draws, program), worn
    raise WorkerGone("died", "sent an answer to no question")


class _Progress:
    """What a worker says while it runs the cells: before each statement that may take long, which it is."""

    def __init__(self, connection: Connection, statement_s: float, until: float) -> None:
        self._connection, self._statement_s, self._until = connection, statement_s, until
        self._cell = 0
        self.at = -1

    def read(self) -> tuple[list[Any], list[Problem]]:
        """Return the functions that exist, and the problems that there were.

        Raises:
            WorkerGone: A statement hung or crashed.
        """
        while True:
            left = self._until - time.monotonic()
            frame = self._connection.receive(min(self._statement_s, left) if self.at >= 0 else left)
            match frame.message:
                case ["at", int(place), int(cell)] if self.at < place < MAX_STEPS:
                    self.at, self._cell = place, cell
                case ["ready", list(found), list(problems)]:
                    return found, _sound(problems)
                case _:
                    raise WorkerGone("died", "sent an answer to no question")

    def problem(self, gone: WorkerGone) -> Problem:
        """Return what to tell of a worker that was lost."""
        what = "a statement" if self.at >= 0 else "defining the functions of all cells"
        return self._cell, f"{what} {gone.reason}"


def _sound(problems: list[Any]) -> list[Problem]:
    """Return the problems in what a process tells of them; it may have sent anything."""
    sound = [one for one in problems[:MAX_PROBLEMS] if _is_problem(one)]
    return [(cell, printable(sentence, MAX_SENTENCE)) for cell, sentence in sound]


def _is_problem(one: object) -> bool:
    return isinstance(one, list) and len(one) == 2 and isinstance(one[0], int) and isinstance(one[1], str)
