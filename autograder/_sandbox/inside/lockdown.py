"""What a worker puts on itself before it runs student code, by isolation level."""

import os

from . import landlock, limits, seccomp

# What stays open beside the connection: standard input, output and error, which are /dev/null by then.
_STANDARD = 3


class Lockdown:
    """Everything that can be prepared before the fork.

    Args:
        level: A or B put on Landlock and seccomp, C seccomp only, D neither.
        memory_mib: Memory beyond what is taken already, MiB.
        cpu_s: Processor time, seconds.
        readable: Paths that stay readable under Landlock.
    """

    def __init__(self, level: str, memory_mib: int, cpu_s: int, readable: list[str]) -> None:
        self._memory_mib, self._cpu_s = memory_mib, cpu_s
        self._rules = landlock.Ruleset(readable) if level in ("A", "B") else None
        self._filter = seccomp.Filter() if level in ("A", "B", "C") else None

    def apply(self, keep: int) -> None:
        """Restrict this process, for good; of its descriptors, the standard ones and `keep` stay open.

        Raises:
            OSError: The kernel refuses; then student code must not run.
        """
        limits.end_with_parent()
        highest = os.sysconf("SC_OPEN_MAX")
        limits.apply_limits(self._memory_mib, self._cpu_s)
        if self._rules:
            self._rules.apply()
        os.closerange(_STANDARD, keep)
        os.closerange(keep + 1, highest)
        if self._filter:
            self._filter.apply()
