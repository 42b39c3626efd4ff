"""One submission's worker: runs the cells that matter, then answers calls until the other side hangs up.

It knows functions by name and nothing of checks, points or right answers. Whatever student code does to this process
can only change what the worker says, and what it says is taken for a claim.
"""

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
from .cells import Cell, first_line, read_cells, run_statements, select

OUTPUT_TAIL = 8 * 1024


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

    def __init__(self, read: Callable[[int], bytes], write: Callable[[bytes], None]) -> None:
        self._read, self._write = read, write
        self._backlog: deque[tuple[list[Any], list[Any]]] = deque()

    def send(self, message: list[Any], values: tuple[Any, ...] = ()) -> None:
        self._write(wire.encode_frame(message, values))

    def receive(self) -> tuple[list[Any], list[Any]]:
        return self._backlog.popleft() if self._backlog else wire.decode_frame(self._read)

    def receive_answer(self) -> tuple[list[Any], list[Any]]:
        """Return the answer to a question; calls that were sent ahead of it wait for their turn."""
        while True:
            message, values = wire.decode_frame(self._read)
            if message[0] != "call":
                return message, values
            self._backlog.append((message, values))


def serve(channel: Channel, kit: Mapping[str, Any], transform: Callable[[str], str]) -> None:
    """Say that the worker is locked in, then answer the grader until it hangs up.

    Args:
        channel: Connection to the grader.
        kit: Names that a notebook finds in its namespace beforehand.
        transform: Turns IPython's syntax into Python.
    """
    sys.stdout = sys.stderr = Tail()
    builtins.input = _no_input
    namespace: dict[str, Any] = {"__name__": "__main__", "get_ipython": _NoIPython, **kit}
    notebook = types.ModuleType("__main__")
    notebook.__dict__.update(namespace)
    sys.modules["__main__"] = notebook
    channel.send(["locked"])
    while True:
        message, values = channel.receive()
        match message:
            case ["run", wanted, skipped]:
                _run(channel, notebook.__dict__, values[0], wanted, frozenset(skipped), transform)
            case ["call", name, seed, trusted]:
                _call(channel, notebook.__dict__, name, seed, trusted, values)


def _run(
    channel: Channel,
    namespace: dict[str, Any],
    cells: list[tuple[str, str]],
    wanted: list[str],
    skipped: frozenset[int],
    transform: Callable[[str], str],
) -> None:
    """Run the cells; say before each statement which it is, so that the grader knows where a silent worker stopped."""
    parsed = [Cell(*cell) for cell in cells]
    statements, problems = read_cells(parsed, transform)
    chosen = select(statements, parsed, wanted)
    for index, statement in enumerate(chosen):
        if index in skipped:
            continue
        if not statement.harmless:
            channel.send(["at", index, statement.cell])
        problems += [problem for problem in run_statements([statement], namespace) if problem]
    found = [name for name in wanted if callable(namespace.get(name))]
    channel.send(["ready", found, [[problem.cell, problem.sentence[:400]] for problem in problems[:50]]])


def _call(
    channel: Channel, namespace: dict[str, Any], name: str, seed: int, trusted: list[str], arguments: list[Any]
) -> None:
    """Call one function and send what came back, and which arguments it changed.

    Args:
        trusted: Names whose calls, for as long as this one lasts, are answered by the grader.
    """
    function = namespace.get(name)
    kept = {other: namespace[other] for other in trusted if other in namespace}
    namespace.update({other: _ask_grader(channel, other) for other in trusted})
    before = [_fingerprint(argument) for argument in arguments]
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - the generator that notebooks of these exercises draw from
    try:
        value = function(*arguments)  # type: ignore[misc]
        changed = [index for index, argument in enumerate(arguments) if _fingerprint(argument) != before[index]]
        reply: tuple[list[Any], tuple[Any, ...]] = (["returned", changed], (value,))
    except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt out of a function are its failures
        missing = getattr(error, "name", None) if isinstance(error, NameError) else None
        reply = (["raised", type(error).__name__[:80]], (first_line(error), missing))
    finally:
        for other in trusted:
            namespace.pop(other, None)
        namespace.update(kept)
    try:
        channel.send(*reply)
    except wire.WireError as error:
        channel.send(["raised", "ValueError"], (f"the value it returned cannot be read: {error}", None))


def _fingerprint(value: Any) -> bytes:
    return wire.encode_frame([], (value,))


def _ask_grader(channel: Channel, name: str) -> Callable[..., Any]:
    def ask(*arguments: Any, **options: Any) -> Any:
        channel.send(["asks", name], (list(arguments), options))
        message, values = channel.receive_answer()
        if message[0] == "raised":
            raise RuntimeError(values[0])
        return values[0]

    ask.__name__ = name
    return ask


def _no_input(*_: Any) -> NoReturn:
    raise EOFError("input() has nobody to ask while the notebook is graded; give the value in the code")


class _NoIPython:
    """What a notebook's leftover magics talk to: every attribute is a call that does nothing."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_, **__: None
