"""The process that reads notebooks: cells in, a program and what can be told of it out. It runs none of their code."""

import builtins
import gc
import os
import resource
import sys
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import numpy as np

from . import drawing
from .cells import Cell, read_cells, told, unpacked_cells
from .channel import Channel
from .compiling import Program, compile_plan
from .notebook import empty_notebook
from .plan import make_plan
from .quiet import leaves_nothing
from .same_code import digests

# What a reader may have taken for the notebooks so far; a cell's tree may be a thousand times as large as its text.
MOST_KEPT_MIB = 64


class Reader:
    """Reads one notebook after another.

    Args:
        channel: Connection to the grader.
        given: What a notebook finds in its namespace beforehand.
        transform: Turns IPython's syntax into Python.
        loaded: The modules that a worker finds imported.
    """

    def __init__(
        self, channel: Channel, given: Mapping[str, Any], transform: Callable[[str], str], loaded: frozenset[str]
    ) -> None:
        self._channel, self._given, self._transform = channel, given, transform
        self._loaded, self._loaded_to_draw = loaded, loaded.union(drawing.MODULES)
        self._names_that_draw = drawing.names_that_draw(given)
        self._fresh = True
        self._size = _most_memory_mib()

    def serve(self) -> NoReturn:
        """Answer the grader until it hangs up."""
        while True:
            message, values = self._channel.receive()
            match message, values:
                case ["read", list(wanted)], [cells]:
                    self._read(unpacked_cells(cells), wanted)

    def _read(self, cells: list[Cell], wanted: list[str]) -> None:
        statements, problems = read_cells(cells, self._transform)
        plan = make_plan(statements, cells, wanted, self._given.keys() | vars(builtins).keys())
        draws = drawing.may_draw((step.names for step in plan.steps), self._names_that_draw, self._loaded)
        program = compile_plan(plan, self._loaded_to_draw if draws else self._loaded)
        errors = [*(problem.sentence for problem in problems), *(step.error for step in program.steps)]
        if not self._fresh and any("MemoryError" in error for error in errors):
            # What is kept of the notebooks before this one may be what takes the memory; a new reader has none of it.
            os._exit(1)
        self._fresh = False
        quiet = {
            name: positions
            for name, positions in plan.closures.items()
            if leaves_nothing([plan.steps[position] for position in sorted(positions)], self._given)
        }
        all_quiet = len(quiet) == len(plan.closures)
        # The next notebook is for a reader that has all of its memory.
        worn = _most_memory_mib() > self._size + MOST_KEPT_MIB
        answer = ["read", told(problems), all_quiet, digests(program, quiet), draws, worn]
        self._channel.send(answer, (packed(program),))


def serve(
    channel: Channel, kit: Mapping[str, Any], transform: Callable[[str], str], loaded: frozenset[str]
) -> NoReturn:
    """Say that the reader is locked in, then answer the grader until it hangs up."""
    # A syntax tree is many objects and no cycles. Looking for some would be a third of the work.
    gc.disable()
    channel.send(["locked"])
    Reader(channel, empty_notebook(kit).__dict__, transform, loaded).serve()


def packed(program: Program) -> Any:
    """Return a program as a value that travels."""
    return np.frombuffer(program.packed(), dtype=np.uint8)


def _most_memory_mib() -> float:
    """Return the most memory that this process has had so far."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
