"""Ends what a worker left behind when it took the warm process down with it, which below level C it can."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_WITHIN_S = 2.0


def end_leftovers(home: str) -> None:
    """Kill every process of this user's that was started with this home folder, which nobody else was.

    Only Linux tells what a process was started with. One that overwrites its own memory to hide that is not found.
    """
    until = time.monotonic() + _WITHIN_S
    while sys.platform == "linux" and time.monotonic() < until:
        found = list(_started_with(f"HOME={home}".encode()))
        if not found:
            return
        for pid in found:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)


def _started_with(entry: bytes) -> Iterator[int]:
    for process in Path("/proc").iterdir():
        # One that is gone, or is another user's, cannot be read; one that has ended and was not waited for is empty.
        with contextlib.suppress(OSError):
            if process.name.isdecimal() and entry in (process / "environ").read_bytes().split(b"\0"):
                yield int(process.name)
