"""The isolation ladder: which levels hold on this machine, and the command that starts the warm process at each."""

import functools
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

import course_kit
from autograder._sandbox.inside import landlock, seccomp

INSIDE = Path(__file__).parent / "inside"
KIT = Path(course_kit.__file__).parent


class Level(StrEnum):
    """How much keeps student code in, from most to least."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"

    @property
    def means(self) -> str:
        """What the level is made of."""
        return _MEANS[self]

    @property
    def keeps_secrets(self) -> bool:
        """Whether student code cannot read the hidden checks and the solutions."""
        return self in (Level.A, Level.B)

    def at_least(self, other: "Level") -> bool:
        """Tell whether this level is `other` or a stronger one."""
        return self.value <= other.value


_MEANS = {
    Level.A: "bubblewrap, Landlock, seccomp, resource limits",
    Level.B: "Landlock, seccomp, resource limits",
    Level.C: "seccomp, resource limits",
    Level.D: "a process of its own, resource limits",
    Level.E: "a process of its own, time limits",
}


@functools.cache
def available() -> tuple[Level, ...]:
    """Return the levels that hold on this machine, strongest first; the strongest was tried."""
    if sys.platform == "win32":
        return (Level.E,)
    may_hold = {
        Level.A: bool(seccomp.supported() and landlock.version() and shutil.which("bwrap")),
        Level.B: bool(seccomp.supported() and landlock.version()),
        Level.C: seccomp.supported(),
        Level.D: True,
    }
    # What a level is made of includes what the weaker ones are made of.
    strongest = next(level for level, may in may_hold.items() if may and (level is Level.D or _holds(level)))
    return tuple(level for level in may_hold if strongest.at_least(level))


def why_not_stronger() -> str:
    """Return what this machine lacks for the next stronger level; nothing at level A."""
    return {
        Level.A: "",
        Level.B: "bubblewrap is not installed, or user namespaces are not allowed here",
        Level.C: "this kernel has no Landlock (Linux 5.13 or newer has it)",
        Level.D: "system calls cannot be filtered on this system",
        Level.E: "this system has no resource limits",
    }[available()[0]]


def readable_paths() -> list[str]:
    """Return what student code may read: Python, its libraries, and the course kit."""
    python = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    system = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/etc/ld.so.cache"]
    return list(dict.fromkeys([*python, f"{sys.base_prefix}/lib", *system, str(KIT), "/dev/null", "/dev/urandom"]))


def wrap(level: Level, command: Sequence[str], cache: Path) -> list[str]:
    """Return the command that runs `command` at a level.

    Args:
        level: Only A needs wrapping; the other levels are put on by the workers themselves.
        command: What to run.
        cache: A folder that stays writable for the warm process.
    """
    if level is not Level.A:
        return list(command)
    return [*_bubblewrap(), "--bind", str(cache), str(cache), "--", *command]


def _bubblewrap() -> Iterator[str]:
    yield from (shutil.which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--cap-drop", "ALL")
    # Nobody, whoever runs the grader: a process that got out of its namespaces would own nothing.
    yield from ("--uid", "65534", "--gid", "65534", "--hostname", "sandbox")
    yield from ("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/tmp")  # noqa: S108 - inside the sandbox
    interpreter = [sys.prefix, sys.base_prefix, os.path.realpath(sys.executable)]
    for path in dict.fromkeys([*readable_paths(), *interpreter, str(INSIDE)]):
        if Path(path).exists() and not path.startswith("/dev/"):
            yield from ("--ro-bind", path, path)


_PROBE = """
import os, sys
sys.path.insert(0, sys.argv[1])
from inside.lockdown import Lockdown
Lockdown(sys.argv[2], 64, 10, sys.argv[3:]).apply(keep=3)
os._exit(0)
"""


def _holds(level: Level) -> bool:
    """Tell whether a process can be locked in at a level."""
    command = [sys.executable, "-I", "-B", "-c", _PROBE, str(INSIDE.parent), level, *readable_paths()]
    wrapped = [*_bubblewrap(), "--", *command] if level is Level.A else command
    try:
        done = subprocess.run(wrapped, capture_output=True, check=False, timeout=60)  # noqa: S603 - our own command
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
