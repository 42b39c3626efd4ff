"""The process that reads notebooks: cells in, a program and what can be told of it out. It runs none of their code."""

import builtins
import os
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, NoReturn

import numpy as np

from . import wire
from .cells import Cell, Problem, read_cells
from .channel import Channel
from .compiling import Program, compile_plan
from .notebook import empty_notebook
from .plan import make_plan
from .quiet import leaves_nothing
from .same_code import digests

# So many problems are told; a notebook with more has the same one over and over.
MAX_PROBLEMS = 50
MAX_SENTENCE = 400


class Reader:
    """Reads one notebook after another.

    Args:
        channel: Connection to the grader.
        given: What a notebook finds in its namespace beforehand.
        transform: Turns IPython's syntax into Python.
    """

    def __init__(self, channel: Channel, given: Mapping[str, Any], transform: Callable[[str], str]) -> None:
        self._channel, self._given, self._transform = channel, given, transform
        self._fresh = True

    def serve(self) -> NoReturn:
        """Answer the grader until it hangs up."""
        while True:
            message, values = self._channel.receive()
            match message, values:
                case ["read", list(wanted)], [list(cells)]:
                    self._read([Cell(wire.of_long_text(source), name) for source, name in cells], wanted)

    def _read(self, cells: list[Cell], wanted: list[str]) -> None:
        statements, problems = read_cells(cells, self._transform)
        plan = make_plan(statements, cells, wanted, self._given.keys() | vars(builtins).keys())
        program = compile_plan(plan)
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
        self._channel.send(["read", told(problems), all_quiet, digests(program, quiet)], (packed(program),))


def serve(channel: Channel, kit: Mapping[str, Any], transform: Callable[[str], str]) -> NoReturn:
    """Say that the reader is locked in, then answer the grader until it hangs up."""
    channel.send(["locked"])
    Reader(channel, empty_notebook(kit).__dict__, transform).serve()


def packed(program: Program) -> Any:
    """Return a program as a value that travels."""
    return np.frombuffer(program.packed(), dtype=np.uint8)


def told(problems: Iterable[Problem]) -> list[list[Any]]:
    """Return problems as plain data: cell and sentence of each."""
    return [[problem.cell, problem.sentence[:MAX_SENTENCE]] for problem in islice(problems, MAX_PROBLEMS)]
