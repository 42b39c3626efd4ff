"""What several test modules of the engine need."""

import builtins
import io
from collections.abc import Iterable, Mapping
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

import course_kit
from autograder._sandbox.inside import wire
from autograder._sandbox.inside.cells import Cell, read_cells
from autograder._sandbox.inside.compiling import compile_plan
from autograder._sandbox.inside.plan import make_plan
from autograder._sandbox.inside.running import replaced, run_program
from autograder._sandbox.inside.values import WireError
from autograder._sandbox.session import Call
from course_kit.checking import CallFailed

KIT = {name: getattr(course_kit, name) for name in course_kit.__all__}


def cells_of(*sources: str) -> list[Cell]:
    """Make cells; one that begins with ``#id name`` has that grade_id."""
    return [Cell(source, source.split()[1]) if source.startswith("#id ") else Cell(source) for source in sources]


class Ran:
    """A notebook whose plan was run in this very process."""

    def __init__(self, sources: Iterable[str], wanted: Iterable[str], beforehand: Mapping[str, Any]) -> None:
        cells = cells_of(*sources)
        wanted = list(wanted)
        self.namespace = {"__name__": "__main__", **beforehand}
        statements, self.problems = read_cells(cells, TransformerManager().transform_cell)
        self.plan = make_plan(statements, cells, wanted, self.namespace.keys() | vars(builtins).keys())
        self.run = run_program(compile_plan(self.plan), self.namespace, wanted)
        self.problems += self.run.problems

    def call(self, name: str, *arguments: Any) -> Any:
        with replaced(self.namespace, self.run.views.get(name, {})):
            return self.namespace[name](*arguments)


def sent(value: Any) -> Any:
    """Return a value as it comes out at the other end of the wire."""
    return decoded(wire.encode_frame(["value"], (value,)))[1][0]


def decoded(frame: bytes) -> tuple[list[Any], list[Any]]:
    """Decode one frame; bytes that are missing are a `WireError`."""
    stream = io.BytesIO(frame)

    def read(size: int) -> bytes:
        data = stream.read(size)
        if len(data) < size:
            raise WireError("breaks off")
        return data

    return wire.decode_frame(read)


def ask(session, name="f", *arguments, answers=None, seed=1):
    return session.call(Call(name, seed, arguments, answers or {}))


def failure(reply):
    assert isinstance(reply.failure, CallFailed), reply
    return reply.failure.verdict, reply.failure.message
