"""One submission's worker: runs the cells that matter, then answers calls until the other side hangs up.

It knows functions by name and nothing of checks, points or right answers. Whatever student code does to this process
can only change what the worker says, and what it says is taken for a claim.
"""

import ast
import builtins
import io
import random
import sys
import types
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import numpy as np

from . import wire
from .cells import Cell, Statement, first_line, read_cells, type_name
from .plan import make_plan
from .quiet import is_constant, leaves_nothing
from .running import replaced, run_plan
from .values import WireError, copied, same

OUTPUT_TAIL = 8 * 1024

# So many problems are told; a notebook with more has the same one over and over.
MAX_PROBLEMS = 50

Message = tuple[list[Any], list[Any]]


class Tail(io.TextIOBase):
    """Standard output and error of student code: only the last characters are kept."""

    def __init__(self) -> None:
        self._text = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._text = (self._text + text[-OUTPUT_TAIL:])[-OUTPUT_TAIL:]
        return len(text)


class Channel:
    """Frames to and from the grader.

    Args:
        read: Returns exactly as many bytes as asked for.
        write: Sends all bytes.
    """

    def __init__(self, read: Callable[[int], bytes | bytearray], write: Callable[[bytes], None]) -> None:
        self._read, self._write = read, write
        self._backlog: deque[Message] = deque()

    def send(self, message: list[Any], values: tuple[Any, ...] = ()) -> None:
        self._write(wire.encode_frame(message, values))

    def receive(self) -> Message:
        return self._backlog.popleft() if self._backlog else wire.decode_frame(self._read)

    def receive_next(self) -> Message:
        """Return what arrives next, ahead of what waits for its turn."""
        return wire.decode_frame(self._read)

    def put_off(self, message: Message) -> None:
        """Let a message wait for its turn."""
        self._backlog.append(message)


class Worker:
    """One submission's functions.

    Args:
        channel: Connection to the grader.
        namespace: Where the notebook lives.
        transform: Turns IPython's syntax into Python.
    """

    def __init__(self, channel: Channel, namespace: dict[str, Any], transform: Callable[[str], str]) -> None:
        self._channel, self._namespace, self._transform = channel, namespace, transform
        self._functions: dict[str, Any] = {}
        self._views: dict[str, dict[str, Any]] = {}

    def serve(self) -> NoReturn:
        """Answer the grader until it hangs up."""
        while True:
            self._handle(*self._channel.receive())

    def _handle(self, message: list[Any], values: list[Any]) -> None:
        match message:
            case ["run", wanted, skipped, harmless_only]:
                cells = [Cell(wire.of_long_text(source), name) for source, name in values[0]]
                self._run(cells, wanted, frozenset(skipped), harmless_only)
            case ["call", name, seed, trusted]:
                self._call(name, seed, trusted, values)

    def _run(self, cells: list[Cell], wanted: list[str], skipped: frozenset[int], harmless_only: bool) -> None:  # noqa: FBT001
        """Run the cells; say before each statement which it is: the grader then knows where a silent worker stopped."""

        def may_run(_: int, step: Statement) -> bool:
            place = places[id(step)]
            if place in skipped:
                return False
            if not _harmless(step.node):
                if harmless_only:
                    return False
                self._channel.send(["at", place, step.cell])
            return True

        statements, problems = read_cells(cells, self._transform)
        places = {id(one): place for place, one in enumerate(statements)}
        plan = make_plan(statements, cells, wanted, self._namespace.keys() | vars(builtins).keys())
        quiet = leaves_nothing(plan.steps, self._namespace)
        run = run_plan(plan, self._namespace, wanted, may_run)
        self._functions = {name: self._namespace[name] for name in run.found}
        self._views = run.views
        told = [[problem.cell, problem.sentence[:400]] for problem in (*problems, *run.problems)]
        self._channel.send(["ready", run.found, told[:MAX_PROBLEMS], quiet])

    def _call(self, name: str, seed: int, trusted: list[str], arguments: list[Any]) -> None:
        """Call one function and send what came back, and which arguments it changed.

        Calls of the names in `trusted` are answered by the grader for as long as this call lasts.
        """
        given = copied(arguments)
        found = self._functions | self._views.get(name, {}) | {other: self._ask_grader(other) for other in trusted}
        random.seed(seed)
        np.random.seed(seed)  # noqa: NPY002 - the generator that notebooks of these exercises draw from
        try:
            with replaced(self._namespace, found):
                value = self._functions[name](*given)
            changed = [index for index, argument in enumerate(arguments) if _differs(given[index], argument)]
            self._channel.send(["returned", changed], (value,))
        except WireError as error:
            self._channel.send(["raised", "ValueError"], (f"the value it returned cannot be read: {error}", None))
        except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt out of a function are its failures
            self._channel.send(["raised", type_name(error)], (first_line(error), _missing_name(error)))

    def _ask_grader(self, name: str) -> Callable[..., Any]:
        def ask(*arguments: Any, **options: Any) -> Any:
            self._channel.send(["asks", name], (list(arguments), options))
            return self._answer()

        ask.__name__ = name
        return ask

    def _answer(self) -> Any:
        """Return the grader's answer to a question; calls that were sent ahead of it wait for their turn."""
        while True:
            match self._channel.receive_next():
                case ["now"], _:
                    # The grader has a call of its own to make before it can answer.
                    self._handle(*self._channel.receive_next())
                case ["answers"], [value]:
                    return copied(value)
                case ["raised"], [text]:
                    raise RuntimeError(text)
                case message:
                    self._channel.put_off(message)


def serve(channel: Channel, kit: Mapping[str, Any], transform: Callable[[str], str]) -> NoReturn:
    """Say that the worker is locked in, then answer the grader until it hangs up.

    Args:
        channel: Connection to the grader.
        kit: Names that a notebook finds in its namespace beforehand.
        transform: Turns IPython's syntax into Python.
    """
    sys.stdout = sys.stderr = Tail()
    builtins.input = _no_input
    notebook = types.ModuleType("__main__")
    notebook.__dict__.update({"get_ipython": _NoIPython, "display": _show_nothing}, **kit)
    sys.modules["__main__"] = notebook
    channel.send(["locked"])
    Worker(channel, notebook.__dict__, transform).serve()


def _harmless(node: ast.stmt) -> bool:
    """Tell whether running a statement takes no time and runs no student code: a definition, or an import of old."""
    match node:
        case ast.FunctionDef(args=taken, decorator_list=[], returns=returns):
            defaults = [*taken.defaults, *taken.kw_defaults]
            every = (*taken.posonlyargs, *taken.args, taken.vararg, *taken.kwonlyargs, taken.kwarg)
            notes = [one.annotation for one in every if one]
            return all(isinstance(one, ast.Constant | ast.Name | None) for one in (*defaults, *notes, returns))
        case ast.Import(names=names):
            return all(alias.name in sys.modules for alias in names)
        case ast.ImportFrom(module=str(module)):
            # A notebook may have a `__getattr__` of its own.
            return module in sys.modules and module != "__main__"
        case ast.Assign(targets=[ast.Name()], value=value):
            return is_constant(value)
    return False


def _differs(argument: Any, before: Any) -> bool:
    try:
        return not same(argument, before) and wire.encode_frame([], (argument,)) != wire.encode_frame([], (before,))
    except WireError:
        return True


def _missing_name(error: BaseException) -> str | None:
    """Return the name that a NameError is about."""
    try:
        name = error.name if isinstance(error, NameError) else None
    except BaseException:  # noqa: BLE001 - a student's exception may raise when asked
        return None
    return name if type(name) is str else None


def _no_input(*_: Any) -> NoReturn:
    raise EOFError("input() has nobody to ask while the notebook is graded; give the value in the code")


def _show_nothing(*_: Any, **__: Any) -> None:
    """Stand in for IPython's ``display``."""


class _NoIPython:
    """What a notebook's leftover magics talk to: every attribute is a call that does nothing."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_, **__: None
