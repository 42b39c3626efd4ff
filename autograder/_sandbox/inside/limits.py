"""Resource limits that a worker puts on itself before it runs student code."""

import ctypes
import os
import signal
import sys

MIB = 1 << 20

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36

# Made once: a library object makes a class, and every page that a worker writes to is copied.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

# Student code opens a few files at most (fonts, a data file); numpy and matplotlib are loaded by then.
OPEN_FILES = 64


def apply_limits(memory_mib: int, cpu_s: int) -> None:
    """Limit this process for good.

    Args:
        memory_mib: Address space that it may take beyond what it has now, in MiB.
        cpu_s: Processor time it may use in all, in seconds; then the kernel ends it.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    def limit(what: int, soft: int, hard: int | None = None) -> None:
        ceiling = resource.getrlimit(what)[1]
        top = soft if hard is None else hard
        if ceiling != resource.RLIM_INFINITY:
            soft, top = min(soft, ceiling), min(top, ceiling)
        resource.setrlimit(what, (soft, top))

    limit(resource.RLIMIT_CPU, cpu_s, cpu_s + 1)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    # No process and no thread beside this one, unless root runs the grader: the kernel exempts root from this limit.
    limit(resource.RLIMIT_NPROC, 0)
    # On macOS the address space cannot be limited below what is mapped already.
    if sys.platform == "linux":
        limit(resource.RLIMIT_AS, _address_space() + memory_mib * MIB)


def end_with_parent() -> None:
    """Have the kernel kill this process when the one that forked it is gone."""
    if _LIBC:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans() -> None:
    """Have the kernel make whatever this process's children start, and leave behind, children of this process."""
    if _LIBC:
        _LIBC.prctl(_PR_SET_CHILD_SUBREAPER, 1)


def children() -> set[int]:
    """Return the processes that have this one for a parent; none where the system does not tell."""
    try:
        return set(map(int, _content(f"/proc/self/task/{os.getpid()}/children").split()))
    except OSError:
        return set()


def _address_space() -> int:
    return int(_content("/proc/self/statm").split()[0]) * os.sysconf("SC_PAGESIZE")


def _content(path: str) -> bytes:
    """Return what a file of the kernel's says; a file object costs several times as much right after a fork."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        content = b""
        while part := os.read(descriptor, 1 << 14):
            content += part
        return content
    finally:
        os.close(descriptor)
