"""One submission's worker: runs the cells that matter, then answers calls until the other side hangs up.

It knows functions by name and nothing of checks, points or right answers. Whatever student code does to this process
can only change what the worker says, and what it says is taken for a claim.
"""

import builtins
import io
import random
import sys
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any, NoReturn

import numpy as np

from . import wire
from .cells import first_line, told, type_name
from .channel import Channel
from .compiling import Program, Step, unpacked
from .notebook import empty_notebook
from .running import replaced, run_program
from .values import WireError, copied, same

OUTPUT_TAIL = 8 * 1024

# Bytes of the largest array whose memory numpy keeps.
_SMALL_ARRAY = 1024

# What right answers raise on the grader's side is raised here again.
_AS_RAISED = {one.__name__: one for one in (AttributeError, IndexError, KeyError, TypeError, ValueError)}


class Tail(io.TextIOBase):
    """Standard output and error of student code: only the last characters are kept."""

    def __init__(self) -> None:
        self._text = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._text = (self._text + text[-OUTPUT_TAIL:])[-OUTPUT_TAIL:]
        return len(text)


class Worker:
    """One submission's functions.

    Args:
        channel: Connection to the grader.
        namespace: Where the notebook lives.
    """

    def __init__(self, channel: Channel, namespace: dict[str, Any]) -> None:
        self._channel, self._namespace = channel, namespace
        self._functions: dict[str, Any] = {}
        self._views: dict[str, dict[str, Any]] = {}
        self._called: set[str] = set()

    def serve(self) -> NoReturn:
        """Answer the grader until it hangs up."""
        while True:
            self._handle(*self._channel.receive())

    def _handle(self, message: list[Any], values: list[Any]) -> None:
        match message:
            case ["run", wanted, skipped, harmless_only]:
                self._run(unpacked(values[0].tobytes()), wanted, frozenset(skipped), harmless_only)
            case ["call", name, seed, trusted]:
                self._call(name, seed, trusted, values)

    def _run(self, program: Program, wanted: list[str], skipped: frozenset[int], harmless_only: bool) -> None:  # noqa: FBT001
        """Run the cells; say before each statement which it is: the grader then knows where a silent worker stopped."""

        def may_run(step: Step) -> bool:
            if step.place in skipped:
                return False
            if not step.harmless:
                if harmless_only:
                    return False
                self._channel.send(["at", step.place, step.cell])
            return True

        run = run_program(program, self._namespace, wanted, may_run)
        self._functions = {name: self._namespace[name] for name in run.found}
        self._views = run.views
        self._channel.send(["ready", run.found, told(run.problems)])

    def _call(self, name: str, seed: int, trusted: list[str], arguments: list[Any]) -> None:
        """Call one function and send what came back, and which arguments it changed.

        Calls of the names in `trusted` are answered by the grader for as long as this call lasts.
        """
        given = copied(arguments)
        found = self._functions | self._views.get(name, {}) | {other: self._ask_grader(other) for other in trusted}
        if name not in self._called:
            self._called.add(name)
            _soil_memory()
        random.seed(seed)
        np.random.seed(seed)  # noqa: NPY002 - the generator that notebooks of these exercises draw from
        try:
            with replaced(self._namespace, found):
                value = self._functions[name](*given)
            changed = [index for index, argument in enumerate(arguments) if _differs(given[index], argument)]
            self._channel.send(["returned", changed], (value,))
        except WireError as error:
            self._channel.send(["raised", "ValueError"], (f"the value it returned cannot be read: {error}", None, None))
        except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt out of a function are its failures
            line = _line(error, self._functions[name])
            self._channel.send(["raised", type_name(error)], (first_line(error), _missing_name(error), line))

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
                case ["raised"], [error, text]:
                    raise _AS_RAISED[error](text) if error in _AS_RAISED else RuntimeError(f"{error}: {text}")
                case message:
                    self._channel.put_off(message)


def serve(channel: Channel, kit: Mapping[str, Any]) -> NoReturn:
    """Say that the worker is locked in, then answer the grader until it hangs up.

    Args:
        channel: Connection to the grader.
        kit: Names that a notebook finds in its namespace beforehand.
    """
    sys.stdout = sys.stderr = Tail()
    builtins.input = _no_input
    notebook = empty_notebook(kit)
    sys.modules["__main__"] = notebook
    channel.send(["locked"])
    Worker(channel, notebook.__dict__).serve()


def _soil_memory() -> None:
    """Fill with NaN what numpy keeps for its next small arrays: in fresh memory `np.empty` looks like `np.zeros`."""
    for size in range(1, _SMALL_ARRAY // np.dtype(float).itemsize + 1):
        np.empty(size).fill(np.nan)


def _differs(argument: Any, before: Any) -> bool:
    try:
        return not same(argument, before) and wire.encode_frame([], (argument,)) != wire.encode_frame([], (before,))
    except WireError:
        return True


def _line(error: BaseException, function: Any) -> int | None:
    """Return the line of a function's cell in which an exception left it, None if it was not in its own code."""
    if type(function) is not FunctionType:
        return None
    line, traceback = None, BaseException.__dict__["__traceback__"].__get__(error)
    while traceback:
        if traceback.tb_frame.f_code is function.__code__:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _missing_name(error: BaseException) -> str | None:
    """Return the name that a NameError is about."""
    try:
        name = error.name if isinstance(error, NameError) else None
    except BaseException:  # noqa: BLE001 - a student's exception may raise when asked
        return None
    return name if type(name) is str else None


def _no_input(*_: Any) -> NoReturn:
    raise EOFError("input() has nobody to ask while the notebook is graded; give the value in the code")
