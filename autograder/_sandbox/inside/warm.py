"""The warm process: imports what notebooks need once, then forks a worker for each submission.

Its standard input is the control socket. The grader asks with one byte: ``f`` (with the worker's end of a socket) to
fork a worker, ``e`` to end it and tell how it ended, ``r`` (with a socket too) to fork a reader in place of the last.
Nothing that a worker does reaches the next one: it is another process with a socket of its own. This process and the
reader run no student code.
"""

import contextlib
import gc
import io
import os
import signal
import socket
import struct
import sys
import time
import types
from collections.abc import Callable
from typing import Any, NoReturn

from . import cells, limits, lockdown, reading, wire, worker
from .channel import Channel
from .encoding import Part

# Helper modules that notebooks of these exercises have imported elsewhere; here each is the course kit.
HELPER_MODULES = ("init_utils", "reg_utils", "gc_utils", "testCases", "testCase", "public_tests")

ENDED = struct.Struct(">iid")

_READ_AHEAD = 1 << 16

# The kernel takes at least so many parts of what is written at once.
_AT_ONCE = 512

# The descriptor of the connection of a worker or reader; the warm process keeps it free of what these still need.
_CONNECTION = 3

# Killing everything that a worker left behind takes milliseconds; whoever forks faster than that is not waited for.
_ORPHANS_S = 2.0


def main() -> None:
    """Serve the control socket until the grader closes it.

    Arguments on the command line: the folder that holds ``course_kit``, the isolation level, memory (MiB) and CPU (s)
    for a worker, and the paths that stay readable.
    """
    kit_home, level, memory_mib, cpu_s, *readable = sys.argv[1:]
    os.dup2(os.open(os.devnull, os.O_RDWR), _CONNECTION)
    control = socket.socket(fileno=0)
    limits.adopt_orphans()
    kit, transform = _warm_up(kit_home)
    sources, frames = _foretold(control)
    cells.know(map(wire.of_long_text, sources), transform)
    for frame in frames:
        wire.foresee(frame.tobytes())
    lock = lockdown.Lockdown(level, int(memory_mib), int(cpu_s), readable)
    gc.collect()
    # Collecting garbage would write to every page shared with the grader's fork; frozen objects are left alone.
    gc.freeze()
    control.sendall(b"w")
    worker_pid = reader_pid = 0
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if request in (b"", b"f", b"e") and worker_pid:
            ending = _end(worker_pid, reader_pid)
            worker_pid = 0
        if request in (b"", b"r") and reader_pid:
            _kill(reader_pid)
            reader_pid = 0
        if not request:
            return
        if request == b"f":
            worker_pid = _fork(descriptors[0], lock, lambda channel: worker.serve(channel, kit))
            control.sendall(b"w")
        elif request == b"r":
            reader_pid = _fork(descriptors[0], lock, lambda channel: reading.serve(channel, kit, transform))
            control.sendall(b"w")
        elif request == b"e":
            control.sendall(ENDED.pack(*ending))


def _fork(descriptor: int, lock: lockdown.Lockdown, serve: Callable[[Channel], NoReturn]) -> int:
    pid = os.fork()
    if pid == 0:
        _serve_locked(descriptor, lock, serve)
    os.close(descriptor)
    return pid


def _foretold(control: socket.socket) -> list[Any]:
    """Return what the grader sends first of all: cells that most notebooks have, and calls that each will get."""
    with control.makefile("rb", buffering=0) as file:
        _, values = wire.decode_frame(lambda size: _exactly(file, size))
    return values


def _exactly(file: Any, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = file.read(size - len(data))
        if not part:
            raise EOFError("the grader hung up")
        data += part
    return data


def _end(pid: int, reader_pid: int) -> tuple[int, int, float]:
    """Kill a worker and what it started; return its exit code, the signal that ended it, and its CPU time (s)."""
    code, cpu_s = _kill(pid)
    _end_orphans(reader_pid)
    return max(code, 0), max(-code, 0), cpu_s


def _kill(pid: int) -> tuple[int, float]:
    # One that has ended keeps its status and its number until it is waited for, so nobody else can be hit.
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime


def _end_orphans(reader_pid: int) -> None:
    """Kill what a worker started and left behind, in whatever session; below level C it can start processes."""
    until = time.monotonic() + _ORPHANS_S
    while time.monotonic() < until:
        left = limits.children() - {reader_pid}
        if not left:
            return
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.001)


def _serve_locked(descriptor: int, lock: lockdown.Lockdown, serve: Callable[[Channel], NoReturn]) -> None:
    try:
        os.setpgid(0, 0)
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        connection = socket.socket(fileno=os.dup2(descriptor, _CONNECTION))
        lock.apply(keep=_CONNECTION)
        serve(_channel(connection))
    finally:
        os._exit(0)


def _channel(connection: socket.socket) -> Channel:
    # Calls come many at a time.
    incoming = connection.makefile("rb", _READ_AHEAD)

    def read(size: int) -> bytes:
        data: bytes = incoming.read(size)
        if len(data) < size:
            os._exit(0)
        return data

    def write(parts: list[Part]) -> None:
        waiting = [memoryview(part) for part in parts if len(part)]
        while waiting:
            sent = os.writev(_CONNECTION, waiting[:_AT_ONCE])
            while waiting and sent >= len(waiting[0]):
                sent -= len(waiting.pop(0))
            if sent:
                waiting[0] = waiting[0][sent:]

    return Channel(read, write)


def _warm_up(kit_home: str) -> tuple[dict[str, Any], Any]:
    """Import what a notebook may use, draw one figure, and hide where the kit came from."""
    library = [path for path in sys.path if path.startswith((sys.prefix, sys.base_prefix))]
    sys.path[:] = [kit_home, *library]
    import matplotlib as mpl  # noqa: PLC0415

    mpl.use("Agg")
    import numpy as np  # noqa: PLC0415
    from IPython.core.inputtransformer2 import TransformerManager  # noqa: PLC0415
    from matplotlib import font_manager, pyplot  # noqa: PLC0415, ICN001 - `plt` is what notebooks call it

    import course_kit  # noqa: PLC0415

    figure, axes = pyplot.subplots()
    axes.plot([0, 1], label="warm")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png")
    pyplot.close(figure)
    # Matplotlib closes its fonts in every process that is forked; half of the cost of a fork, if any are open.
    vars(font_manager)["_get_font"].cache_clear()
    sys.path[:] = library
    # An editable install finds this project's other packages through a hook of its own.
    sys.meta_path[:] = [finder for finder in sys.meta_path if "editable" not in getattr(finder, "__module__", "")]
    kit = {name: getattr(course_kit, name) for name in course_kit.__all__}
    # The modules that these stand for imported numpy and pyplot, so `from init_utils import *` brought them along.
    helpers = kit | {"np": np, "plt": pyplot}
    for name in HELPER_MODULES:
        sys.modules[name] = _helper_module(name, helpers)
    return kit, TransformerManager().transform_cell


def _helper_module(name: str, names: dict[str, Any]) -> types.ModuleType:
    """Return the kit under another name; a name it does not have imports all the same and complains when called."""
    module = types.ModuleType(name)
    module.__dict__.update(names, __all__=list(names))

    def missing(attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)

        def not_here(*_: Any, **__: Any) -> None:
            raise NameError(f"{attribute} of {name} does not exist here", name=attribute)

        return not_here

    module.__dict__["__getattr__"] = missing
    return module
