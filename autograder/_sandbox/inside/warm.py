"""A warm process: imports what notebooks need once, then forks a worker for each submission.

Its standard input is the control socket. The grader asks with one byte: ``f`` (with the worker's end of a socket) to
fork a worker, ``e`` to end it and tell how it ended, ``r`` (with a socket too) to fork a reader in place of the last.
Nothing that a worker does reaches the next one: it is another process with a socket of its own. This process and the
reader run no student code. There is one for notebooks that compute and, once it is needed, one for those that draw.
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
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

from . import cells, limits, lockdown, preparing, reading, wire, worker
from .channel import Channel
from .encoding import Part

# What a process does once it is locked in.
Serve = Callable[[Channel], NoReturn]

ENDED = struct.Struct(">iid")

_READ_AHEAD = 1 << 16

# The kernel takes at least so many parts of what is written at once.
_AT_ONCE = 512

# The descriptor of the connection of a worker or reader; in the warm process it is /dev/null.
_CONNECTION = 3

# Killing everything that a worker left behind takes milliseconds; whoever forks faster than that is not waited for.
_ORPHANS_S = 2.0


def main() -> None:
    """Serve the control socket until the grader closes it.

    Arguments on the command line: the folder that holds ``course_kit``, ``draws`` or ``computes``, the isolation level,
    memory (MiB) and CPU (s) for a worker, and the paths that stay readable.
    """
    kit_home, task, level, memory_mib, cpu_s, *readable = sys.argv[1:]
    os.dup2(os.open(os.devnull, os.O_RDWR), _CONNECTION)
    control = socket.socket(fileno=0)
    limits.adopt_orphans()
    kit = preparing.prepare(kit_home, draws=task == "draws")
    released, frames = _foretold(control)
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
            worker_pid = _fork(descriptors[0], lock, lambda: partial(worker.serve, kit=kit))
            control.sendall(b"w")
        elif request == b"r":
            reader_pid = _fork(descriptors[0], lock, lambda: _prepared_reader(kit, released))
            control.sendall(b"w")
        elif request == b"e":
            control.sendall(ENDED.pack(*ending))


def _fork(descriptor: int, lock: lockdown.Lockdown, prepare: Callable[[], Serve]) -> int:
    pid = os.fork()
    if pid == 0:
        _serve_locked(descriptor, lock, prepare)
    os.close(descriptor)
    return pid


def _prepared_reader(kit: dict[str, Any], released: Any) -> Serve:
    """Return what a reader does once it is locked in; what it alone needs is imported before, and in no worker."""
    loaded = frozenset(sys.modules)
    transform = preparing.transformer()
    cells.know((one.source for one in cells.unpacked_cells(released)), transform)
    return partial(reading.serve, kit=kit, transform=transform, loaded=loaded)


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


def _serve_locked(descriptor: int, lock: lockdown.Lockdown, prepare: Callable[[], Serve]) -> None:
    try:
        os.setpgid(0, 0)
        for standard in (0, 1, 2):
            os.dup2(_CONNECTION, standard)
        os.dup2(descriptor, _CONNECTION)
        serve = prepare()
        lock.apply(keep=_CONNECTION)
        serve(_channel())
    finally:
        os._exit(0)


def _channel() -> Channel:
    # Calls come many at a time. A socket object would cost a new process three times as much.
    incoming = io.BufferedReader(io.FileIO(_CONNECTION, closefd=False), _READ_AHEAD)

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
